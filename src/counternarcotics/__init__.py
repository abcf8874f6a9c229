"""Tables, models and live figures of *Counter-Narcotics Policy in Central Asia: an interactive textbook*.

One way through the package, never back: ``tables`` -> ``models`` -> ``charts`` and ``explorers`` ->
``sphinx_extension``.
"""

__version__ = "0.1.0"
