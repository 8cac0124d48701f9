"""What stands for a kill inside one process."""


class Killed(BaseException):
    """Not an Exception, so that nothing on the way tidies up after it."""
