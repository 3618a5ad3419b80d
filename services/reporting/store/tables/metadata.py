"""Which tables there are, and what a row of one is."""

from sqlalchemy import MetaData, RowMapping

Row = RowMapping
"""What a query of the store gives: values by column name."""

metadata = MetaData()
