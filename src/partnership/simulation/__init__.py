"""Simulating a region: will a programme reach its main stage there, when, and what holds it up?

The law that is simulated is the law that is enforced, and every simulated history is a legal history.
"""

from partnership.errors import MissingExtra

try:
    from partnership.simulation.answers import arms_told as arms_told
    from partnership.simulation.answers import chance_told as chance_told
    from partnership.simulation.answers import exits_told as exits_told
    from partnership.simulation.answers import sensitivity_told as sensitivity_told
    from partnership.simulation.answers import standing_told as standing_told
    from partnership.simulation.answers import standings_told as standings_told
    from partnership.simulation.answers import worst_told as worst_told
    from partnership.simulation.calibrating import (
        Calibration as Calibration,
    )
    from partnership.simulation.calibrating import (
        calibrate as calibrate,
    )
    from partnership.simulation.calibrating import (
        calibration_check as calibration_check,
    )
    from partnership.simulation.estimates import Difference as Difference
    from partnership.simulation.estimates import Estimate as Estimate
    from partnership.simulation.estimates import Times as Times
    from partnership.simulation.evidence import PublishedFigure as PublishedFigure
    from partnership.simulation.evidence import evidence as evidence
    from partnership.simulation.exits import PartnerExit as PartnerExit
    from partnership.simulation.exits import against_staying as against_staying
    from partnership.simulation.exits import exits as exits
    from partnership.simulation.fast import CannotCarry as CannotCarry
    from partnership.simulation.forecasting import (
        ForecastStanding as ForecastStanding,
    )
    from partnership.simulation.forecasting import (
        StageStanding as StageStanding,
    )
    from partnership.simulation.forecasting import (
        check_earlier as check_earlier,
    )
    from partnership.simulation.forecasting import (
        forecast as forecast,
    )
    from partnership.simulation.forecasting import (
        standing as standing,
    )
    from partnership.simulation.forecasting import (
        standing_of_stage as standing_of_stage,
    )
    from partnership.simulation.forecasting import (
        standings as standings,
    )
    from partnership.simulation.forecasting import (
        standings_of_measures as standings_of_measures,
    )
    from partnership.simulation.frames import to_arrow as to_arrow
    from partnership.simulation.frames import to_pandas as to_pandas
    from partnership.simulation.frames import to_polars as to_polars
    from partnership.simulation.history import History as History
    from partnership.simulation.learning import region_from as region_from
    from partnership.simulation.levers import Lever as Lever
    from partnership.simulation.levers import levers_of as levers_of
    from partnership.simulation.loading import (
        Region as Region,
    )
    from partnership.simulation.loading import (
        RegionError as RegionError,
    )
    from partnership.simulation.loading import (
        load_region as load_region,
    )
    from partnership.simulation.loading import (
        regions_for as regions_for,
    )
    from partnership.simulation.loading import (
        shipped_regions as shipped_regions,
    )
    from partnership.simulation.measuring import region_of_ledger as region_of_ledger
    from partnership.simulation.optimising import Best as Best
    from partnership.simulation.optimising import optimise as optimise
    from partnership.simulation.saving import (
        StudyError as StudyError,
    )
    from partnership.simulation.saving import (
        load_study as load_study,
    )
    from partnership.simulation.saving import (
        save_study as save_study,
    )
    from partnership.simulation.saving import (
        study_bytes as study_bytes,
    )
    from partnership.simulation.sensitivity import Sensitivity as Sensitivity
    from partnership.simulation.sensitivity import sensitivity as sensitivity
    from partnership.simulation.simulating import Progress as Progress
    from partnership.simulation.study import (
        Bottleneck as Bottleneck,
    )
    from partnership.simulation.study import (
        Precision as Precision,
    )
    from partnership.simulation.study import (
        Study as Study,
    )
    from partnership.simulation.study import (
        simulate as simulate,
    )
    from partnership.simulation.telling import told as told
    from partnership.simulation.today import known_on as known_on
    from partnership.simulation.worst_worlds import WorstWorlds as WorstWorlds
    from partnership.simulation.worst_worlds import worst_worlds as worst_worlds
except ModuleNotFoundError as error:
    if error.name != "numpy":
        raise
    raise MissingExtra("sim", "numpy") from None
