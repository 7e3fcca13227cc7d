"""Small ideas every room shares: ids, time, money, regions, pages, errors, crypto."""
