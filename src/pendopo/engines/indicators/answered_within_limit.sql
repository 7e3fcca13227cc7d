-- One row per answer clock whose final due date has passed at the cut-off.
-- Parameters: $at (UTC), $zone, $excluded (stop reasons left out).
-- Table `facts` has been read and checked by compute.py.
WITH clock_facts AS (
    SELECT *
    FROM facts
    WHERE name IN ('ClockStarted', 'ClockMoved', 'ClockStopped') AND clock = 'answer'
),
-- The first stop ends a clock: what is written to it later cannot rewrite its outcome.
stops AS (
    SELECT
        clock_id,
        min("at") AS stopped_at,
        arg_min(id, ("at", id)) AS stop_id,
        arg_min(reason, ("at", id)) AS reason
    FROM clock_facts
    WHERE name = 'ClockStopped'
    GROUP BY clock_id
),
running AS (
    SELECT f.*, s.stopped_at, s.reason AS stop_reason
    FROM clock_facts AS f
    LEFT JOIN stops AS s USING (clock_id)
    WHERE s.clock_id IS NULL OR (f."at", f.id) <= (s.stopped_at, s.stop_id)
),
clocks AS (
    SELECT
        clock_id,
        arg_max(case_id, ("at", id)) AS case_id,
        -- A clock moved to no due date is paused: it cannot run out until it runs on.
        arg_max_null(due_at, ("at", id))
            FILTER (WHERE due_at IS NOT NULL OR name = 'ClockMoved') AS due_at,
        arg_max(office, ("at", id)) FILTER (WHERE office IS NOT NULL) AS office,
        any_value(stopped_at) AS stopped_at,
        any_value(stop_reason) AS reason
    FROM running
    GROUP BY clock_id
),
due AS (
    SELECT * FROM clocks WHERE due_at < $at
),
-- Only for clocks whose own facts name no office: who held the case when time ran out.
holders AS (
    SELECT d.clock_id, arg_max(f.office, (f."at", f.id)) AS office
    FROM due AS d
    JOIN facts AS f ON f.case_id = d.case_id AND f.name = 'CaseAssigned' AND f."at" <= d.due_at
    WHERE d.office IS NULL AND f.office IS NOT NULL
    GROUP BY d.clock_id
)
SELECT
    d.case_id,
    d.clock_id,
    coalesce(d.office, h.office, 'unassigned') AS office,
    strftime(timezone($zone, timezone('UTC', d.due_at)), '%Y-%m') AS month,
    d.due_at,
    d.stopped_at,
    CASE
        WHEN d.reason IS NULL THEN 'unanswered_open'
        WHEN d.reason = 'answered' AND d.stopped_at <= d.due_at THEN 'within'
        WHEN d.reason = 'answered' THEN 'late'
        -- A case set aside after its limit ran out stays a miss; when another system answered
        -- what it took over is not known here.
        WHEN list_contains($excluded, d.reason) AND (d.stopped_at <= d.due_at OR d.reason = 'merged')
            THEN 'excluded:' || d.reason
        ELSE d.reason
    END AS outcome
FROM due AS d
LEFT JOIN holders AS h USING (clock_id)
ORDER BY month, office, case_id, clock_id
