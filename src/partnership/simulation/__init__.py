"""Simulating a region: will a programme reach its main stage there, when, and what holds it up?

The law that is simulated is the law that is enforced, and every simulated history is a legal history.
"""

from partnership.errors import MissingExtra

try:
    from partnership.simulation.calibrating import (
        Calibration as Calibration,
        calibrate as calibrate,
        calibration_check as calibration_check,
    )
    from partnership.simulation.estimates import Difference as Difference, Estimate as Estimate, Times as Times
    from partnership.simulation.evidence import Evidence as Evidence, evidence as evidence
    from partnership.simulation.exact import History as History
    from partnership.simulation.exits import Exit as Exit, exits as exits
    from partnership.simulation.fast import CannotCarry as CannotCarry
    from partnership.simulation.forecasting import (
        Standing as Standing,
        forecast as forecast,
        standing as standing,
        standing_of_stage as standing_of_stage,
    )
    from partnership.simulation.frames import to_arrow as to_arrow, to_pandas as to_pandas, to_polars as to_polars
    from partnership.simulation.loading import (
        Region as Region,
        RegionError as RegionError,
        load_region as load_region,
        shipped_regions as shipped_regions,
    )
    from partnership.simulation.optimising import Best as Best, optimise as optimise
    from partnership.simulation.saving import (
        StudyError as StudyError,
        load_study as load_study,
        save_study as save_study,
        study_bytes as study_bytes,
    )
    from partnership.simulation.sensitivity import Sensitivity as Sensitivity, sensitivity as sensitivity
    from partnership.simulation.study import (
        Bottleneck as Bottleneck,
        Precision as Precision,
        Study as Study,
        simulate as simulate,
    )
    from partnership.simulation.telling import told as told
    from partnership.simulation.worst_worlds import WorstWorlds as WorstWorlds, worst_worlds as worst_worlds
except ModuleNotFoundError as error:
    if error.name != "numpy":
        raise
    raise MissingExtra("sim", "numpy") from None
