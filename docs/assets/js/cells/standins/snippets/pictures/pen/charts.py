"""The page's pens for the marks on a chart: the page draws every kind."""

draw_curve = draw_words = draw_tag = draw_name = draw_arrow = draw_box = draw_diamonds = None
draw_upright = draw_level = draw_steps = draw_contours = draw_image = draw_edges = None
draw_title = draw_legend = draw_legend_below = draw_percent = draw_few_ticks = None
