-- Ids of facts that a clock cannot be computed from, with the field at fault.
-- Parameters: $versions (kinds as name@version), $reasons (every known stop reason),
-- $clock (the kind of clock that is looked at).
SELECT id, fault
FROM (
    SELECT
        id,
        CASE
            -- A newer kind of fact must not be left out in silence.
            WHEN NOT list_contains($versions, name || '@' || version) THEN 'version'
            WHEN case_id IS NULL THEN 'case_id'
            WHEN name = 'CaseAssigned' THEN NULL
            WHEN clock_id IS NULL THEN 'clock_id'
            -- Which clocks there are is the office's law; each is a code.
            WHEN clock IS NULL OR NOT regexp_full_match(clock, '[a-z_]{1,24}') THEN 'clock'
            WHEN due_text IS NOT NULL AND due_at IS NULL THEN 'due_at'
            WHEN name = 'ClockStarted' AND due_at IS NULL THEN 'due_at'
            -- Other clocks may end for reasons of their own.
            WHEN name = 'ClockStopped' AND clock = $clock
                AND (reason IS NULL OR NOT list_contains($reasons, reason)) THEN 'reason'
        END AS fault
    FROM facts
)
WHERE fault IS NOT NULL
ORDER BY fault, id
