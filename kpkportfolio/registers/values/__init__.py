"""What cells mean: dates, money, statuses, as people write them in three languages."""
