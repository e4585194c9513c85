r"""
==============
The unit circle
==============

You will draw a circle from its angles. It uses :func:`numpy.cos` and ``numpy.sin``.

.. note::
   An angle is in radians here: :math:`2 \pi` is all around.

.. contents:: Contents
   :local:
"""
# License: BSD

import matplotlib.pyplot as plt
import numpy as np

# sphinx_gallery_thumbnail_number = 2

##############################################################################
# Angles
# ------
#
# Twelve hours around a clock:

angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
angles[:3]

# %%
# The first is to the right:

np.cos(angles[0]), np.sin(angles[0])

###############################################################################
# Points
# ------
# A point is a pair, see `NumPy <https://numpy.org>`_ and :ref:`sphx_glr_other`.
#
# .. code-block:: python
#
#     points = your_own()
#
# In one array::
#
#     (12, 2)

points = np.stack([np.cos(angles), np.sin(angles)], axis=1)
points.shape

# %%
# All are one away from the centre:

np.hypot(points[:, 0], points[:, 1]).round(6)

# %%
# Draw
# ^^^^
# Joined, they are nearly a circle.

fig, ax = plt.subplots()
ax.plot(points[:, 0], points[:, 1], "o-")
ax.set_aspect("equal")

# %%
# How near? The sides are shorter than the arc:
#
# - a side is a chord
# - an arc is longer

sides = np.hypot(*(points[1] - points[0]))
sides.round(4)  # one of twelve

# %%
# .. math::
#    12 \cdot 2 \sin(\pi / 12) < 2 \pi

float((12 * sides).round(4))

# %%
# With more points it comes near :math:`2 \pi`:

for count in (6, 60, 600):
    # the chord of each
    print(count, (count * 2 * np.sin(np.pi / count)).round(4))

# %%
# And the area
# ^^^^^^^^^^^^
# grows to :math:`\pi`.

areas = [(n / 2 * np.sin(2 * np.pi / n)).round(4).item() for n in (6, 60, 600)]
areas

# %%
# .. warning::
#    A tangent has no value at a right angle:

np.tan(np.pi / 4).round(6)

# %%
# The end: every angle and its sine.

print(*(f"{angle:.2f} {np.sin(angle):+.2f}" for angle in angles[:4]), sep="\n")
