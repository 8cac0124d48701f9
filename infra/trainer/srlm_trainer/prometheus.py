"""Numbers for Prometheus, read from the queue at the moment they are asked for."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from .job_queue import JobQueue


class QueueCollector:
    def __init__(self, queue: JobQueue):
        self._queue = queue

    def collect(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("srlm_trainer_jobs", "Jobs by state", labels=["state"])
        for state, count in self._queue.counts().items():
            jobs.add_metric([state], count)
        yield jobs
        yield CounterMetricFamily(
            "srlm_trainer_restarts", "Jobs started again after their process died", value=self._queue.restarts
        )
        steps = GaugeMetricFamily("srlm_trainer_job_step", "Step of each running job", labels=["job_id"])
        totals = GaugeMetricFamily("srlm_trainer_job_steps", "Steps each running job will make", labels=["job_id"])
        losses = GaugeMetricFamily("srlm_trainer_job_loss", "Latest loss of each running job", labels=["job_id"])
        rates = GaugeMetricFamily(
            "srlm_trainer_job_tokens_per_second", "Speed of the latest step of each running job", labels=["job_id"]
        )
        for job in self._queue.running():
            steps.add_metric([job.id], job.step)
            if job.total_steps is not None:
                totals.add_metric([job.id], job.total_steps)
            if job.metrics is not None:
                losses.add_metric([job.id], job.metrics.loss)
                if job.metrics.seconds > 0:
                    rates.add_metric([job.id], job.metrics.tokens / job.metrics.seconds)
        yield from (steps, totals, losses, rates)


def render(queue: JobQueue) -> bytes:
    registry = CollectorRegistry()
    registry.register(QueueCollector(queue))
    return generate_latest(registry)
