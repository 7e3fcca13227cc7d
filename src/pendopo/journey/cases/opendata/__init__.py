"""All public cases as files for everyone: CSV and Parquet, made anew every day.

In: public cases, as the public reads them. Out: two files with a digest and a row count.
"""
