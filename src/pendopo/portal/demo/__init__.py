"""Kabupaten Wanasari, which does not exist: its data and two seeded years of its cases."""
