"""What all tests share: how hard hypothesis looks."""

from hypothesis import HealthCheck, settings

# The machine may be busy: a slow example is not a wrong one.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("soak", settings.get_profile("default"), max_examples=2_000)
settings.load_profile("default")
