-- One row per clock of one kind whose final due date has passed at the cut-off.
-- Parameters: $at (UTC), $zone, $excluded (stop reasons left out), $clock (the kind),
-- $met (stop reasons that meet it).
-- Tables `facts` (read and checked) and `open_until` (working days up to each day by each
-- calendar, empty where none is given) are made by compute.py.
WITH clock_facts AS (
    SELECT *
    FROM facts
    WHERE name IN ('ClockStarted', 'ClockMoved', 'ClockStopped') AND clock = $clock
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
        min("at") FILTER (WHERE name = 'ClockStarted') AS started_at,
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
-- Time is counted as its limit is: by the calendar of the office that has the clock in the
-- end, the usual one where it keeps none of its own.
due AS (
    SELECT c.*, coalesce(k.office, '') AS calendar
    FROM clocks AS c
    LEFT JOIN (SELECT DISTINCT office FROM open_until) AS k ON k.office = c.office
    WHERE c.due_at < $at
),
-- Only for clocks whose own facts name no office: who held the case when time ran out.
holders AS (
    SELECT d.clock_id, arg_max(f.office, (f."at", f.id)) AS office
    FROM due AS d
    JOIN facts AS f ON f.case_id = d.case_id AND f.name = 'CaseAssigned' AND f."at" <= d.due_at
    WHERE d.office IS NULL AND f.office IS NOT NULL
    GROUP BY d.clock_id
),
-- A clock moved to no due date is paused until its next fact.
turns AS (
    SELECT
        clock_id,
        name = 'ClockMoved' AND due_at IS NULL AS is_pause,
        CAST(timezone($zone, timezone('UTC', "at")) AS DATE) AS first,
        CAST(
            timezone($zone, timezone('UTC', lead("at") OVER (PARTITION BY clock_id ORDER BY "at", id)))
            AS DATE
        ) AS last
    FROM running
),
paused AS (
    SELECT t.clock_id, sum(b.n - a.n) AS days
    FROM turns AS t
    JOIN due AS d USING (clock_id)
    JOIN open_until AS a ON a.office = d.calendar AND a.day = t.first
    JOIN open_until AS b ON b.office = d.calendar AND b.day = t.last
    WHERE t.is_pause
    GROUP BY t.clock_id
),
-- Working days after the day of the start, up to that of the stop, without paused ones.
lasted AS (
    SELECT d.clock_id, greatest(b.n - a.n - coalesce(p.days, 0), 0) AS days
    FROM due AS d
    JOIN open_until AS a
        ON a.office = d.calendar
        AND a.day = CAST(timezone($zone, timezone('UTC', d.started_at)) AS DATE)
    JOIN open_until AS b
        ON b.office = d.calendar
        AND b.day = CAST(timezone($zone, timezone('UTC', d.stopped_at)) AS DATE)
    LEFT JOIN paused AS p USING (clock_id)
    WHERE list_contains($met, d.reason)
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
        WHEN list_contains($met, d.reason) AND d.stopped_at <= d.due_at THEN 'within'
        WHEN list_contains($met, d.reason) THEN 'late'
        -- A case set aside after its limit ran out stays a miss; when another system answered
        -- what it took over is not known here.
        WHEN list_contains($excluded, d.reason) AND (d.stopped_at <= d.due_at OR d.reason = 'merged')
            THEN 'excluded:' || d.reason
        ELSE d.reason
    END AS outcome,
    l.days
FROM due AS d
LEFT JOIN holders AS h USING (clock_id)
LEFT JOIN lasted AS l USING (clock_id)
ORDER BY month, office, case_id, clock_id
