"""A query answered over any index: finding, ranking, counting, showing. No engine is imported."""
