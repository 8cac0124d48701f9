"""The scorer: serves trained reward models and process reward models to a recipe's critic of kind http."""
