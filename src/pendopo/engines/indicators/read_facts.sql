-- The facts an indicator may see: its own kinds, known at the cut-off, each once.
-- Parameters: $files (paths, one a line), $names, $at (UTC).
CREATE TABLE facts AS
WITH seen AS (
    SELECT id, name, version, "at", payload
    FROM read_parquet(string_split($files, chr(10)), hive_partitioning = false)
    WHERE list_contains($names, name) AND "at" <= $at
),
-- A day exported twice must not count twice.
once AS (
    SELECT
        id,
        any_value(name) AS name,
        any_value(version) AS version,
        any_value("at") AS "at",
        any_value(payload) AS payload
    FROM seen
    GROUP BY id
),
parsed AS (
    SELECT
        id,
        name,
        version,
        "at",
        json_transform(
            CASE WHEN json_valid(payload) THEN payload ELSE '{}' END,
            '{"case_id":"VARCHAR","clock_id":"VARCHAR","clock":"VARCHAR",'
            '"office":"VARCHAR","reason":"VARCHAR","due_at":"VARCHAR"}'
        ) AS p
    FROM once
)
SELECT
    id,
    name,
    version,
    "at",
    p.case_id AS case_id,
    p.clock_id AS clock_id,
    p.clock AS clock,
    nullif(p.office, '') AS office,
    p.reason AS reason,
    p.due_at AS due_text,
    timezone('UTC', try_cast(p.due_at AS TIMESTAMPTZ)) AS due_at
FROM parsed
