# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # Walk at random
#
# You will let a point walk, and measure how far it gets.

# %%
# %matplotlib inline
# %load_ext autoreload
# %autoreload 2
import numpy as np

# %% [markdown]
# ## Steps
# A coin decides each step:

# %%
rng = np.random.default_rng(3)
steps = rng.choice([-1, 1], size=10)
steps

# %% [markdown]
# Their running sum is the place:

# %%
places = steps.cumsum()
places

# %% tags=["hide-output"]
places.max(), places.min()

# %% [markdown]
# * the mean is near zero
# * the spread grows

# %%
walks = rng.choice([-1, 1], size=(1000, 100)).cumsum(axis=1)
walks.shape

# %%
walks[:, -1].mean()

# %% [markdown]
# ## Spread
#
# It grows like the root of time, $\sqrt{t}$:

# %%
for time in (1, 4, 16, 64):
    # after so many steps
    print(time, walks[:, time - 1].std().round(2))

# %% [markdown]
# %%
# A comment is a cell's own:

# %%
# the last place of the first walk
int(walks[0, -1])

# %% [raw]
# raw text for LaTeX

# %% language="bash"
# echo done

# %% [markdown]
# ## How far
# Half of them get further than this:

# %%
far = np.abs(walks).max(axis=1)
float(np.median(far))

# %%
if far.max() > 10:
    # !echo far
    print("some went far")

# %% [markdown]
# Now count how often each returns:

# %%
(walks == 0).sum(axis=1)[:5]

# %%
# !echo the end
