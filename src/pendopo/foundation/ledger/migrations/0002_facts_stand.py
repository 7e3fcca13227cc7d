"""The database itself refuses to change or delete a fact."""

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER fact_unchanged BEFORE UPDATE ON ledger_factrow
    WHEN NOT (
        OLD.block_id IS NULL AND NEW.block_id IS NOT NULL
        AND OLD.id = NEW.id AND OLD.name = NEW.name AND OLD.version = NEW.version
        AND OLD.subject_type = NEW.subject_type AND OLD.subject_id = NEW.subject_id
        AND OLD.at = NEW.at AND OLD."by" = NEW."by" AND OLD.payload = NEW.payload
        AND OLD.leaf = NEW.leaf
    )
    BEGIN SELECT RAISE(ABORT, 'a fact cannot be changed'); END
    """,
    """
    CREATE TRIGGER fact_stays BEFORE DELETE ON ledger_factrow
    BEGIN SELECT RAISE(ABORT, 'a fact cannot be deleted'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION ledger_fact_unchanged() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a fact cannot be deleted';
        END IF;
        IF OLD.block_id IS NULL AND NEW.block_id IS NOT NULL
            AND (OLD.id, OLD.name, OLD.version, OLD.subject_type, OLD.subject_id,
                 OLD.at, OLD."by", OLD.payload, OLD.leaf)
              = (NEW.id, NEW.name, NEW.version, NEW.subject_type, NEW.subject_id,
                 NEW.at, NEW."by", NEW.payload, NEW.leaf)
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a fact cannot be changed';
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER fact_stands BEFORE UPDATE OR DELETE ON ledger_factrow
    FOR EACH ROW EXECUTE FUNCTION ledger_fact_unchanged()
    """,
    """
    CREATE FUNCTION ledger_facts_stay() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'facts cannot be deleted';
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER facts_stay BEFORE TRUNCATE ON ledger_factrow
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_facts_stay()
    """,
)
UNDO = {
    "sqlite": ("DROP TRIGGER fact_unchanged", "DROP TRIGGER fact_stays"),
    "postgresql": (
        "DROP TRIGGER fact_stands ON ledger_factrow",
        "DROP FUNCTION ledger_fact_unchanged()",
        "DROP TRIGGER facts_stay ON ledger_factrow",
        "DROP FUNCTION ledger_facts_stay()",
    ),
}


def guard(apps, schema_editor):
    """Put the triggers in place."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    """Take the triggers away."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_start")]
    operations = [migrations.RunPython(guard, unguard)]
