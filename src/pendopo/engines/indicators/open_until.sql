-- How many working days there are up to and with each day that a fact may fall on.
-- Parameters: $open (working days, one a line).
CREATE TABLE open_until AS
WITH open_days AS (
    SELECT CAST(text AS DATE) AS day
    FROM (SELECT unnest(string_split($open, chr(10))) AS text)
    WHERE text <> ''
),
every AS (
    SELECT CAST(unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) AS DATE) AS day
    FROM open_days
)
SELECT e.day, count(o.day) OVER (ORDER BY e.day) AS n
FROM every AS e
LEFT JOIN open_days AS o ON o.day = e.day
