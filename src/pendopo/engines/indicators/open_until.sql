-- How many working days there are up to and with each day that a fact may fall on, by the
-- calendar of each office that has one of its own, and by the usual one (without a name).
-- Parameters: $open (working days, one a line: office, tab, day).
CREATE TABLE open_until AS
WITH lines AS (
    SELECT string_split(line, chr(9)) AS parts
    FROM (SELECT unnest(string_split($open, chr(10))) AS line)
    WHERE line <> ''
),
open_days AS (
    SELECT parts[1] AS office, CAST(parts[2] AS DATE) AS day
    FROM lines
),
every AS (
    SELECT CAST(unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) AS DATE) AS day
    FROM open_days
),
offices AS (
    SELECT DISTINCT office FROM open_days
)
SELECT f.office, e.day, count(o.day) OVER (PARTITION BY f.office ORDER BY e.day) AS n
FROM offices AS f
CROSS JOIN every AS e
LEFT JOIN open_days AS o ON o.office = f.office AND o.day = e.day
