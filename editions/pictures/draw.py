"""The art of the sample issues, drawn with NumPy and Pillow alone.

In comes nothing but arithmetic and fixed seeds, out come four greyscale pictures beside this file: a graphics card on
a table (a small path tracer), an aisle of servers, a moor at first light and a double helix in mist.  Run it with
``python draw.py`` for all, or ``python draw.py desk hall`` for some.  Lengths in the scenes are metres.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
F = np.float32


# --- what all pictures share ---------------------------------------------------------------------------------------


def lattice(x: np.ndarray, y: np.ndarray, seed: int = 0) -> np.ndarray:
    """A hash of whole numbers, 0 to 1: the same everywhere, unlike a generator's stream."""
    h = (x.astype(np.int64) * 374761393 + y.astype(np.int64) * 668265263 + seed * 2147483647) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    return (((h ^ (h >> 16)) & 0xFFFF) / 65535.0).astype(F)


def noise(x: np.ndarray, y: np.ndarray, seed: int = 0) -> np.ndarray:
    """Smooth value noise, 0 to 1."""
    ix, iy = np.floor(x), np.floor(y)
    fx, fy = x - ix, y - iy
    fx, fy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
    top = lattice(ix, iy, seed) * (1 - fx) + lattice(ix + 1, iy, seed) * fx
    foot = lattice(ix, iy + 1, seed) * (1 - fx) + lattice(ix + 1, iy + 1, seed) * fx
    return (top * (1 - fy) + foot * fy).astype(F)


def clouds(x: np.ndarray, y: np.ndarray, octaves: int = 5, seed: int = 0) -> np.ndarray:
    """Fractal noise, about 0 to 1."""
    total, weight = np.zeros_like(x, dtype=F), 0.0
    for octave in range(octaves):
        total += noise(x * 2**octave + 17.3 * octave, y * 2**octave - 9.1 * octave, seed + octave) * 0.5**octave
        weight += 0.5**octave
    return total / weight


def smooth(low: float, high: float, value: np.ndarray) -> np.ndarray:
    """0 under ``low``, 1 over ``high`` and an even slope between them."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def soften(tone: np.ndarray, radius: float) -> np.ndarray:
    """Blur with a bell of ``radius`` pixels, edges mirrored."""
    pad = int(3 * radius) + 2
    wide = np.pad(tone, pad, mode="reflect")
    down, across = np.fft.fftfreq(wide.shape[0])[:, None], np.fft.rfftfreq(wide.shape[1])[None, :]
    bell = np.exp(-2 * (np.pi * radius) ** 2 * (down**2 + across**2))
    return np.fft.irfft2(np.fft.rfft2(wide) * bell, wide.shape)[pad:-pad, pad:-pad].astype(F)


def develop(name: str, light: np.ndarray, *, low: float, high: float, gamma: float = 2.2, grain: float = 0.012) -> None:
    """Turn light into grey and write ``name``.jpg: shadows stay open, since newsprint fills them in."""
    tone = np.clip((light - low) / (high - low), 0, None)
    tone = np.clip(tone * (1 + tone / 2.2) / (1 + tone), 0, 1) * 1.1  # a shoulder, so that lights do not burn out
    grey = 0.09 + 0.88 * np.clip(tone, 0, 1) ** (1 / gamma)
    speck = np.random.default_rng(5).normal(0, 1, light.shape).astype(F)
    speck = soften(speck, 0.7)
    picture = Image.fromarray((np.clip(grey + grain * 2 * speck, 0.07, 0.985) * 255).round().astype(np.uint8))
    path = HERE / f"{name}.jpg"
    picture.save(path, quality=86, optimize=True, dpi=(300, 300))
    print(f"{path.name}: {picture.width} x {picture.height}, {path.stat().st_size // 1000} kB")


def unit(v: np.ndarray) -> np.ndarray:
    return v / np.maximum(np.sqrt((v * v).sum(-1, keepdims=True)), 1e-9)


def rays(
    width: int,
    height: int,
    rng: np.random.Generator,
    *,
    eye: tuple,
    at: tuple,
    lens: float,
    aperture: float,
    focus: float,
) -> tuple[np.ndarray, np.ndarray]:
    """One jittered ray through every pixel; ``lens`` is half the width of the picture at a distance of one."""
    eye_, forward = np.array(eye, F), unit(np.array(at, F) - np.array(eye, F))
    right = unit(np.cross(np.array([0, 1, 0], F), forward))
    up = np.cross(forward, right)
    x, y = np.meshgrid(np.arange(width, dtype=F), np.arange(height, dtype=F))
    x = ((x + rng.random(x.shape, F)) / width * 2 - 1) * lens
    y = (1 - (y + rng.random(y.shape, F)) / height * 2) * lens * height / width
    aim = (forward + x[..., None] * right + y[..., None] * up).reshape(-1, 3) * focus
    turn, out = rng.random(len(aim), F) * 2 * np.pi, np.sqrt(rng.random(len(aim), F)) * aperture
    shift = (np.cos(turn) * out)[:, None] * right + (np.sin(turn) * out)[:, None] * up
    return (eye_ + shift).astype(F), unit(aim - shift).astype(F)


# --- a graphics card on a kitchen table ----------------------------------------------------------------------------

YAW = 0.36
LAMP = np.array([[-1.05, 0.12, -0.75], [0.0, 0.95, 0.0], [0.0, 0.0, 1.0]], F)  # the window: a corner and two edges


def block(x: np.ndarray, y: np.ndarray, z: np.ndarray, half: tuple[float, float, float], edge: float) -> np.ndarray:
    qx, qy, qz = np.abs(x) - half[0] + edge, np.abs(y) - half[1] + edge, np.abs(z) - half[2] + edge
    outside = np.sqrt(np.maximum(qx, 0) ** 2 + np.maximum(qy, 0) ** 2 + np.maximum(qz, 0) ** 2)
    return outside + np.minimum(np.maximum(qx, np.maximum(qy, qz)), 0) - edge


def things(p: np.ndarray) -> tuple[np.ndarray, ...]:
    """Distances to card, fans, bracket, mug, books, pages, handle and shaft."""
    c, s = F(np.cos(YAW)), F(np.sin(YAW))
    dx, dz = p[:, 0] + 0.005, p[:, 2] - 0.12
    x, y, z = c * dx - s * dz, p[:, 1] - 0.062, s * dx + c * dz
    shroud = block(x, y, z, (0.142, 0.056, 0.021), 0.007)
    fx = np.abs(x + 0.004) - 0.067
    r = np.sqrt(fx * fx + y * y)
    shroud = np.maximum(shroud, -np.maximum(r - 0.0475, z + 0.004))
    groove = np.maximum(np.abs(np.abs(x + 0.004 + 0.9 * y) - 0.0085) - 0.0016, z + 0.0195)
    shroud = np.maximum(shroud, -groove)
    angle = np.arctan2(y, fx) + 11.0 * r
    blade = (angle / (2 * np.pi) * 11) % 1.0
    lift = -0.0145 + 0.0085 * blade
    fan = np.maximum(np.maximum(np.abs(z - lift) - 0.0011, r - 0.0455), 0.012 - r) * 0.55
    fan = np.maximum(fan, (0.06 - blade) * 0.02)
    hub = np.maximum(np.sqrt(r * r + ((z + 0.003) * 0.9) ** 2) - 0.0155, -0.019 - z)
    fan = np.minimum(fan, hub)
    bracket = block(x + 0.147, y - 0.004, z - 0.004, (0.0016, 0.064, 0.026), 0.0008)
    mx, my, mz = p[:, 0] - 0.198, p[:, 1], p[:, 2] - 0.015
    radius = np.sqrt(mx * mx + mz * mz)
    body = np.abs(radius - 0.040 - 0.02 * np.clip(0.03 - my, 0, 1) * -0.5) - 0.0028
    body = np.maximum(np.maximum(body, my - 0.088), -my)
    base = np.maximum(np.maximum(radius - 0.04, my - 0.008), -my)
    hx, hz = 0.82 * mx - 0.57 * mz, 0.57 * mx + 0.82 * mz
    ring = np.sqrt((np.sqrt((hx - 0.041) ** 2 + ((my - 0.046) * 0.9) ** 2) - 0.024) ** 2 + (hz * 0.75) ** 2) - 0.0048
    ring = np.maximum(ring, 0.0385 - radius)
    mug = np.minimum(np.minimum(body, base), ring) - 0.0012
    tea = np.maximum(radius - 0.0385, np.abs(my - 0.072) - 0.001)
    bx, bz = 0.95 * (p[:, 0] + 0.225) + 0.3 * (p[:, 2] - 0.05), -0.3 * (p[:, 0] + 0.225) + 0.95 * (p[:, 2] - 0.05)
    by = p[:, 1] - 0.0145
    cover = np.maximum(
        block(bx, by, bz, (0.098, 0.0145, 0.07), 0.002), -block(bx - 0.004, by, bz + 0.003, (0.099, 0.0118, 0.071), 0.0)
    )
    pages = block(bx - 0.001, by, bz, (0.094, 0.0121, 0.066), 0.0005)
    ux, uz = bx * 0.98 - bz * 0.2 - 0.004, bx * 0.2 + bz * 0.98
    uy = p[:, 1] - 0.0375
    cover2 = np.maximum(
        block(ux, uy, uz, (0.08, 0.0085, 0.056), 0.002), -block(ux - 0.004, uy, uz + 0.003, (0.081, 0.0064, 0.057), 0.0)
    )
    pages = np.minimum(pages, block(ux - 0.001, uy, uz, (0.077, 0.0066, 0.053), 0.0005))
    tx, tz = 0.93 * (p[:, 0] - 0.04) + 0.37 * (p[:, 2] + 0.085), -0.37 * (p[:, 0] - 0.04) + 0.93 * (p[:, 2] + 0.085)
    ty = p[:, 1] - 0.0118
    flute = 0.0007 * np.cos(8 * np.arctan2(ty, tz))
    waist = 0.0025 * smooth(0.018, 0.034, np.abs(tx - 0.002))
    handle = np.maximum(np.sqrt(ty * ty + tz * tz) - 0.0112 + flute + waist, np.abs(tx) - 0.045) * 0.9
    shaft = np.maximum(np.sqrt(ty * ty + tz * tz) - 0.0027, np.abs(tx + 0.085) - 0.055)
    return shroud, fan, bracket, mug, tea, cover, cover2, pages, handle, shaft


GREYS = np.array([0.085, 0.15, 0.62, 0.74, 0.07, 0.28, 0.5, 0.72, 0.2, 0.5], F)
GLOSS = np.array([0.16, 0.10, 0.55, 0.35, 0.30, 0.05, 0.04, 0.0, 0.25, 0.6], F)


def nearest(p: np.ndarray) -> np.ndarray:
    return np.minimum.reduce(things(p))


def march(o: np.ndarray, d: np.ndarray, far: np.ndarray, steps: int) -> np.ndarray:
    """How far each ray goes until it meets a thing; infinite if it meets none before ``far``."""
    low, high = np.array([-0.38, 0.0, -0.16], F), np.array([0.32, 0.135, 0.24], F)
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (low - o) / d, (high - o) / d
    enter, leave = np.maximum(np.fmin(a, b).max(-1), 0), np.minimum(np.fmax(a, b).min(-1), far)
    hit = np.full(len(o), np.inf, F)
    live = np.flatnonzero(enter < leave)
    t = enter[live]
    for _ in range(steps):
        if not len(live):
            break
        gap = nearest(o[live] + d[live] * t[:, None])
        near = gap < 0.0003
        hit[live[near]] = t[near]
        t = t + gap * 0.9
        stay = ~near & (t < leave[live])
        live, t = live[stay], t[stay]
    return hit


def facing(p: np.ndarray) -> np.ndarray:
    e = F(0.0004)
    corners = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], F)
    return unit(sum(k * nearest(p + k * e)[:, None] for k in corners))


def from_window(p: np.ndarray, n: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Daylight at ``p`` from one random point of the window."""
    u, v = rng.random(len(p), F), rng.random(len(p), F)
    u, v = u * 0.94 + np.where(u > 0.5, 0.06, 0), v * 0.92 + np.where(v > 0.5, 0.08, 0)  # the glazing bars
    way = LAMP[0] + u[:, None] * LAMP[1] + v[:, None] * LAMP[2] - p
    far = np.sqrt((way * way).sum(-1))
    way = way / far[:, None]
    light = np.clip((n * way).sum(-1), 0, 1) * np.clip(-way[:, 0], 0, 1) / far**2
    lit = np.flatnonzero(light > 1e-4)
    blocked = march((p + n * 0.0012)[lit], way[lit], far[lit], 48) < np.inf
    light[lit[blocked]] = 0
    return light * 2.6


def shade(o: np.ndarray, d: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    with np.errstate(divide="ignore"):
        table = np.where(d[:, 1] < 0, -o[:, 1] / d[:, 1], np.inf)
        wall = np.where(d[:, 2] > 0, (0.62 - o[:, 2]) / d[:, 2], np.inf)
    ground = np.minimum(table, wall)
    t = march(o, d, ground, 110)
    thing = t < np.inf
    t = np.where(thing, t, ground)
    p = o + d * t[:, None]
    n = np.zeros_like(p)
    n[:, 1], n[:, 2] = (table <= wall), -(table > wall).astype(F)
    grey, gloss = np.zeros(len(p), F), np.zeros(len(p), F)
    plank = np.floor((p[:, 2] + 5) / 0.115)
    grain = clouds(p[:, 0] * 7 + plank * 31, p[:, 2] * 150 + 2 * noise(p[:, 0] * 9, p[:, 2] * 14), 4, 3)
    wood = 0.26 + 0.20 * (grain - 0.5) + 0.07 * (lattice(plank, plank, 8) - 0.5)
    seam = np.abs((p[:, 2] + 5) % 0.115 - 0.001) < 0.0009
    plaster = 0.40 + 0.05 * (clouds(p[:, 0] * 6, p[:, 1] * 6, 4, 9) - 0.5)
    grey[:] = np.where(table <= wall, np.where(seam, 0.09, wood), plaster)
    gloss[:] = np.where(table <= wall, 0.07, 0)
    if thing.any():
        n[thing] = facing(p[thing])
        kind = np.argmin(np.stack(things(p[thing])), 0)
        grey[thing], gloss[thing] = GREYS[kind], GLOSS[kind]
        leaf = 0.84 + 0.16 * lattice(np.floor(p[thing][:, 1] * 2600), np.zeros(thing.sum()), 4)
        grey[thing] *= np.where(kind == 7, leaf, 1)
    light = from_window(p, n, rng)
    turn, z = rng.random(len(p), F) * 2 * np.pi, rng.random(len(p), F) * 2 - 1
    flat = np.sqrt(1 - z * z)
    bounce = unit(n * 1.001 + np.stack([np.cos(turn) * flat, np.sin(turn) * flat, z], -1)).astype(F)
    reach = march(p + n * 0.0012, bounce, np.full(len(p), 0.6, F), 24)
    room = np.where(reach < np.inf, 0.035, 0.10 + 0.09 * np.clip(-bounce[:, 0], 0, 1) + 0.03 * bounce[:, 1])
    mirror = d - 2 * (d * n).sum(-1, keepdims=True) * n
    mirror = unit(mirror + rng.normal(0, 0.07, p.shape).astype(F))
    with np.errstate(divide="ignore", invalid="ignore"):
        far = (LAMP[0, 0] - p[:, 0]) / mirror[:, 0]
        spot = p + mirror * far[:, None]
    seen = (far > 0) & (spot[:, 1] > 0.12) & (spot[:, 1] < 1.07) & (np.abs(spot[:, 2] + 0.25) < 0.5)
    seen &= (np.abs(spot[:, 1] - 0.6) > 0.02) & (np.abs(spot[:, 2] + 0.25) > 0.02)
    rim = 0.25 + 0.75 * (1 - np.abs((d * n).sum(-1))) ** 4
    return grey * (light + room) + gloss * rim * np.where(seen, 1.9, 0.22 + 0.1 * mirror[:, 1])


def desk(samples: int = 26, width: int = 1600) -> None:
    """A graphics card, a mug of tea, two books and a screwdriver beside a window."""
    rng, height = np.random.default_rng(74), width * 2 // 3
    light = np.zeros(width * height, F)
    for _ in range(samples):
        o, d = rays(
            width, height, rng, eye=(0.03, 0.30, -0.74), at=(0.0, 0.062, 0.09), lens=0.37, aperture=0.009, focus=0.80
        )
        for k in range(0, len(o), 40_000):
            light[k : k + 40_000] += np.minimum(shade(o[k : k + 40_000], d[k : k + 40_000], rng), 2.5)
    develop("desk", soften((light / samples).reshape(height, width), 0.6), low=0.012, high=0.60, gamma=1.75)


# --- an aisle of servers -------------------------------------------------------------------------------------------

LAMPS = np.arange(1.0, 26.0, 2.4, dtype=F)  # the middle of every ceiling panel, along the aisle
END = F(25.0)


def under_lamps(p: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Light from the row of panels, each taken as two points that shine downwards."""
    total = np.zeros(len(p), F)
    for z in np.concatenate([LAMPS - 0.3, LAMPS + 0.3]):
        way = np.stack([-p[:, 0], 3.04 - p[:, 1], z - p[:, 2]], -1)
        square = (way * way).sum(-1) + 0.05
        far = np.sqrt(square)
        total += np.clip((way * n).sum(-1) / far, 0, 1) * np.clip(way[:, 1] / far, 0, 1) / square
    return total


def rack(z: np.ndarray, y: np.ndarray, side: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Grey, gloss and own light of a rack's face at ``z`` along the aisle and ``y`` over the floor."""
    bay, u = np.floor(z / 0.6), (z / 0.6) % 1.0
    kind = lattice(bay, side * 7, 21)
    door = kind < 0.42
    grey, gloss, glow = np.full(len(z), 0.10, F), np.full(len(z), 0.10, F), np.zeros(len(z), F)
    unit_ = np.floor((y - 0.09) / 0.0445)
    tall = np.where(lattice(np.floor(unit_ / 4), bay + side * 50, 3) > 0.55, 4, np.where(kind > 0.7, 1, 2))
    box, v = np.floor(unit_ / tall), ((y - 0.09) / 0.0445 / tall) % 1.0
    own = lattice(box, bay * 3 + side * 90 + tall, 5)
    face = 0.08 + 0.42 * own**2
    face = np.where(own > 0.86, 0.62, face)
    cell = np.floor((u - 0.14) / 0.72 * np.where(tall == 1, 8, 12))
    w = ((u - 0.14) / 0.72 * np.where(tall == 1, 8, 12)) % 1.0
    drives = (lattice(box, bay + side * 11, 6) > 0.4) & (cell >= 0)
    face *= np.where(drives & ((w < 0.10) | (v < 0.10)), 0.25, 1.0)
    face *= np.where(~drives & ((v * 22 * tall) % 1.0 < 0.4) & (u > 0.3) & (u < 0.8), 0.55, 1.0)
    face *= np.where((v < 0.07 / tall * 2) | (v > 0.985), 0.2, 1.0)
    blank = own < 0.10
    face = np.where(blank, 0.035, face)
    ear = (u < 0.12) | (u > 0.88)
    holes = (np.abs(u - 0.115) < 0.012) | (np.abs(u - 0.885) < 0.012)
    face = np.where(ear, np.where(holes & ((y / 0.0148) % 1 < 0.5), 0.03, 0.14), face)
    spot = lattice(box * 13 + cell, bay + side * 5, 7)
    led = drives & ~ear & ~blank & (np.abs(w - 0.78) < 0.10) & (np.abs(v - 0.22) < 0.5 / tall * 0.24) & (spot > 0.25)
    status = ~ear & ~blank & (np.abs(u - 0.84) < 0.012) & (np.abs(v - 0.5) < 0.09 / tall * 1.6) & (own > 0.3)
    glow = np.where(~door, np.where(led, 0.12 + 0.45 * spot**2, 0) + np.where(status, 0.6, 0), 0)
    mesh = 0.055 + 0.05 * (((u * 75) % 1 < 0.5) ^ ((y / 0.008) % 1 < 0.5)) + 0.12 * np.where(own > 0.8, own - 0.5, 0)
    mesh = np.where((u < 0.09) | (u > 0.91) | (y < 0.16) | (y > 2.08), 0.16, mesh)
    mesh = np.where((np.abs(u - 0.13) < 0.016) & (np.abs(y - 1.05) < 0.11), 0.55, mesh)
    mesh = np.where((np.abs(u - 0.5) < 0.17) & (np.abs(y - 2.12) < 0.022), 0.6, mesh)
    glow += np.where(door & (spot > 0.72) & (np.abs(w - 0.5) < 0.16) & (np.abs(v - 0.3) < 0.08) & ~ear, 0.22, 0)
    grey = np.where(door, mesh, face)
    gap = (u < 0.014) | (u > 0.986) | (y < 0.06) | (y > 2.17)
    return np.where(gap, 0.02, grey), np.where(gap, 0.0, gloss + 0.25 * (own > 0.86) * ~door), np.where(gap, 0, glow)


def aisle(o: np.ndarray, d: np.ndarray, rng: np.random.Generator, depth: int = 0) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        side = np.where(d[:, 0] > 0, 1.0, -1.0).astype(F)
        to_rack, to_wall = (side * 1.05 - o[:, 0]) / d[:, 0], (side * 2.7 - o[:, 0]) / d[:, 0]
        to_floor = np.where(d[:, 1] < 0, -o[:, 1] / d[:, 1], np.inf)
        to_roof = np.where(d[:, 1] > 0, (3.1 - o[:, 1]) / d[:, 1], np.inf)
        to_end = np.where(d[:, 2] > 0, (END - o[:, 2]) / d[:, 2], np.inf)
        to_tray = np.where(d[:, 1] > 0, (2.45 - o[:, 1]) / d[:, 1], np.inf)
    at_rack = o[:, 1] + d[:, 1] * np.where(np.isfinite(to_rack), to_rack, 0)
    to_rack = np.where((at_rack < 2.2) & (to_rack > 0), to_rack, np.inf)
    on_tray = o + d * np.where(np.isfinite(to_tray), to_tray, 0)[:, None]
    rung = (np.abs(np.abs(on_tray[:, 0]) - 0.62) < 0.2) & (on_tray[:, 2] < END)
    strand = noise(on_tray[:, 0] * 55, on_tray[:, 2] * 0.35, 12)
    rung &= (
        (np.abs(np.abs(np.abs(on_tray[:, 0]) - 0.62) - 0.19) < 0.012) | (on_tray[:, 2] % 0.3 < 0.035) | (strand > 0.42)
    )
    to_tray = np.where(rung & (to_tray > 0), to_tray, np.inf)
    ways = np.stack([to_rack, to_wall, to_floor, to_roof, to_end, to_tray])
    kind, t = np.argmin(ways, 0), ways.min(0)
    p = o + d * t[:, None]
    n = np.zeros_like(p)
    for axis, of in ((0, (0, 1)), (1, (2, 3, 5)), (2, (4,))):
        n[:, axis] = np.where(np.isin(kind, of), -np.sign(d[:, axis]), 0)
    grey, gloss, glow = rack(p[:, 2], p[:, 1], side)
    tile_x, tile_z = (p[:, 0] + 0.3) / 0.6, p[:, 2] / 0.6
    seam = (np.abs(tile_x % 1 - 0.5) > 0.494) | (np.abs(tile_z % 1 - 0.5) > 0.494)
    vent = (lattice(np.floor(tile_x), np.floor(tile_z), 14) > 0.80) & (
        np.hypot((tile_x * 22) % 1 - 0.5, (tile_z * 22) % 1 - 0.5) < 0.3
    )
    vent &= (np.abs(tile_x % 1 - 0.5) < 0.42) & (np.abs(tile_z % 1 - 0.5) < 0.42)
    floor_ = (
        0.42
        + 0.05 * (clouds(p[:, 0] * 3, p[:, 2] * 3, 4, 2) - 0.5)
        + 0.05 * (lattice(np.floor(tile_x), np.floor(tile_z), 15) - 0.5)
    )
    floor_ = np.where(seam, 0.15, np.where(vent, 0.08, floor_))
    panel = (np.abs(p[:, 0]) < 0.15) & (np.abs((p[:, 2] - 1.0 + 1.2) % 2.4 - 1.2) < 0.6)
    lamp = np.where(kind == 3, np.where(panel, 5.0, 0), 0)
    doorway = (kind == 4) & (np.abs(p[:, 0]) < 0.62) & (p[:, 1] < 2.1)
    frame = (np.abs(np.abs(p[:, 0]) - 0.0) < 0.03) | (np.abs(p[:, 1] - 1.0) < 0.04)
    grey = np.choose(
        kind, [grey, 0.35 + 0 * grey, floor_, 0.45 + 0 * grey, 0.42 + 0 * grey, 0.10 + 0.3 * strand * (strand > 0.42)]
    )
    glow = np.where(kind == 0, glow, 0) + lamp + np.where(doorway & ~frame, 1.5, 0)
    gloss = np.where(kind == 0, gloss, np.where(kind == 2, 0.30, 0))
    near_floor = np.where(kind == 0, 0.55 + 0.45 * smooth(0.0, 0.5, p[:, 1]), 1)
    near_rack = np.where(kind == 2, 0.45 + 0.55 * smooth(0.0, 0.5, 1.05 - np.abs(p[:, 0])), 1)
    light = grey * (under_lamps(p, n) * 0.85 + 0.11) * near_floor * near_rack + glow
    if depth == 0:
        shiny = np.flatnonzero(gloss > 0.02)
        way = d[shiny] - 2 * (d[shiny] * n[shiny]).sum(-1, keepdims=True) * n[shiny]
        rough = np.where(kind[shiny] == 2, 0.05, 0.09)[:, None]
        way = unit(way + rng.normal(0, 1, way.shape).astype(F) * rough * np.array([1, 1, 0.6], F))
        edge = 0.2 + 0.8 * (1 - np.abs((d[shiny] * n[shiny]).sum(-1))) ** 4
        seen = aisle(p[shiny] + n[shiny] * 0.002, way, rng, 1)
        light[shiny] += gloss[shiny] * edge * np.minimum(seen, 3) * np.where(kind[shiny] == 0, 1.1, 2.2)
    haze = 1 - np.exp(-t * 0.016)
    return light * (1 - haze) + 0.6 * haze


def hall(samples: int = 16, width: int = 1800) -> None:
    """The aisle between two rows of server racks, looking to the doors at its end."""
    rng, height = np.random.default_rng(31), width * 9 // 16
    light = np.zeros(width * height, F)
    for _ in range(samples):
        o, d = rays(
            width, height, rng, eye=(-0.22, 1.42, 0.0), at=(0.13, 1.36, 8.0), lens=0.78, aperture=0.012, focus=4.5
        )
        for k in range(0, len(o), 60_000):
            light[k : k + 60_000] += np.minimum(aisle(o[k : k + 60_000], d[k : k + 60_000], rng), 4.0)
    picture = (light / samples).reshape(height, width)
    develop("hall", picture + 0.10 * soften(np.maximum(picture - 0.8, 0), 14), low=0.02, high=0.66, gamma=1.9)


# --- a moor at first light -----------------------------------------------------------------------------------------


def moor(width: int = 1800) -> None:
    """Ridge behind ridge in mist, rough grass in front, and a recorder strapped to a fence post."""
    height = width * 2 // 3
    rng = np.random.default_rng(12)
    x, y = np.meshgrid(np.arange(width, dtype=F) / width, np.arange(height, dtype=F) / width)
    sun_x, sun_y = 0.66, 0.252
    far = np.hypot(x - sun_x, (y - sun_y) * 1.4)
    bank = clouds(x * 3 + 2.0 * clouds(x * 2, y * 6, 3, 4), y * 17, 6, 31)
    light = (
        0.56
        + 0.26 * smooth(0.0, 0.30, y)
        + 0.50 * np.exp(-far / 0.16)
        - 0.26 * smooth(0.45, 0.75, bank) * smooth(0.36, 0.05, y)
    )
    light += 0.5 * np.exp(-((np.hypot(x - sun_x, y - sun_y) / 0.02) ** 2))
    for k, (top, swing, scale, dark) in enumerate(
        [
            (0.265, 0.050, 1.7, 0.60),
            (0.300, 0.052, 2.1, 0.52),
            (0.345, 0.046, 2.6, 0.40),
            (0.388, 0.040, 2.4, 0.29),
            (0.440, 0.034, 2.0, 0.205),
        ]
    ):
        line = top + swing * (0.5 - clouds(x[:1] * scale + 13.7 * k, 0 * x[:1] + k, 7, 60 + k)) * 2
        line = line + 0.004 * (clouds(x[:1] * 90, 0 * x[:1] + k, 3, 90 + k) - 0.5) * (k / 4)
        below = y - line
        edge = smooth(-0.6 / width, 0.6 / width, below)
        bumps = clouds(x * (9 + 3 * k) + 3 * below, below * (60 - 6 * k) + 2 * x, 5, 40 + k) - 0.5
        field = dark * (1 + 0.34 * bumps * (0.4 + 0.22 * k))
        mist = smooth(0.0, 0.075, below) * (0.62 - 0.09 * k) * (0.75 + 0.6 * (clouds(x * 4, y * 20, 4, 70 + k) - 0.5))
        glow = 0.62 + 0.34 * np.exp(-np.abs(x - sun_x) / 0.3)
        field = (
            field * (1 - np.clip(mist, 0, 1))
            + glow * np.clip(mist, 0, 1)
            + 0.05 * np.exp(-np.abs(x - sun_x) / 0.2) * (1 - k / 5)
        )
        light = light * (1 - edge) + field * edge
    light = soften(light, 0.8)
    near = 0.500 + 0.02 * (clouds(x * 3, 0 * x, 4, 99) - 0.5) - 0.035 * x
    depth = np.clip((y - near) / 0.17, 0, 1)
    turf = 0.09 + 0.09 * (clouds(x * 30 / (0.4 + depth), y * 60 / (0.4 + depth), 4, 55) - 0.5) + 0.05 * depth
    light = np.where(y > near, turf, light)
    sheet = Image.fromarray((np.clip(light, 0, 1.6) / 1.6 * 255).astype(np.uint8))
    big = sheet.resize((width * 2, height * 2), Image.Resampling.BICUBIC)
    pen, scale = ImageDraw.Draw(big), width * 2
    roots = np.sort(0.494 + 0.19 * rng.random(15000) ** 0.8)
    for root in roots:
        at, close = rng.random(), float(np.clip((root - 0.485) / 0.17, 0.02, 1))
        foot = root - 0.035 * at
        tall, lean = (0.006 + 0.040 * close) * (0.4 + rng.random()), rng.normal(0.25, 0.30)
        clump = float(clouds(np.array([at * 14], F), np.array([root * 30], F), 3, 8)[0])
        tone = int(np.clip(9 + 22 * clump + (20 + 75 * np.exp(-abs(at - sun_x) / 0.20)) * rng.random() ** 4, 9, 140))
        blade = [(at + lean * tall * v**2, foot + 0.02 - tall * v) for v in (0, 0.35, 0.7, 1.0)]
        pen.line(
            [(a * scale, b * scale) for a, b in blade], fill=tone, width=max(1, int(1 + 3.2 * close)), joint="curve"
        )
    post(pen, scale, rng)
    fine = np.asarray(big.resize((width, height), Image.Resampling.LANCZOS), F) / 255 * 1.6
    develop("moor", fine, low=0.02, high=1.0, gamma=1.5)


def post(pen: ImageDraw.ImageDraw, scale: int, rng: np.random.Generator) -> None:
    """A weathered fence post with its wires, and the recorder on it; lengths are shares of the picture's width."""
    left, right, top, foot = 0.206, 0.241, 0.245, 0.68
    for height, sag in ((0.315, 0.010), (0.405, 0.012), (0.495, 0.010)):
        for a, b in ((-0.35, left + 0.01), (right - 0.01, 1.15)):
            t = np.linspace(0, 1, 60)
            drop = height + sag * 4 * t * (1 - t) + (0.055 * t if b > 1 else 0.02 * (1 - t))
            wire = [((a + (b - a) * u) * scale, v * scale) for u, v in zip(t, drop, strict=True)]
            pen.line(wire, fill=34, width=max(2, scale // 1100))
    for column in range(int(left * scale), int(right * scale)):
        u = (column / scale - left) / (right - left)
        lit = 15 + 46 * u**10 + 4 * np.exp(-(((u - 0.12) / 0.1) ** 2))
        crack = float(clouds(np.array([u * 16], F), np.array([1.0], F), 3, 5)[0])
        rise = 0.010 * (1 - u) + 0.003 * float(clouds(np.array([u * 9], F), np.array([2.0], F), 2, 6)[0])
        for piece in range(26):
            a, b = top + rise + (foot - top) * piece / 26, top + rise + (foot - top) * (piece + 1) / 26
            knot = float(clouds(np.array([u * 7], F), np.array([piece * 0.35], F), 3, 15)[0])
            pen.line(
                [(column, a * scale), (column, b * scale)],
                fill=int(np.clip(lit * (0.55 + 0.5 * crack + 0.4 * knot), 14, 120)),
            )

    def plate(x0: float, y0: float, x1: float, y1: float, tone: int) -> None:
        pen.rounded_rectangle([x0 * scale, y0 * scale, x1 * scale, y1 * scale], radius=0.003 * scale, fill=tone)

    plate(0.198, 0.333, 0.252, 0.413, 9)
    plate(0.199, 0.333, 0.2505, 0.411, 22)
    plate(0.2015, 0.3355, 0.2485, 0.409, 19)
    plate(0.2462, 0.337, 0.2495, 0.408, 34)
    for y0 in (0.345, 0.395):
        plate(0.196, y0, 0.254, y0 + 0.0065, 9)
        plate(0.240, y0 + 0.0005, 0.2535, y0 + 0.006, 24)
    plate(0.2495, 0.374, 0.2575, 0.382, 22)  # the microphone, on the side away from the wind
    for _ in range(900):
        at = rng.normal(0.224, 0.05)
        tall = 0.012 + 0.075 * rng.random() ** 1.5 * float(np.exp(-(((at - 0.224) / 0.05) ** 2)))
        lean, tone = rng.normal(0.2, 0.4), int(9 + 30 * rng.random() ** 3)
        blade = [((at + lean * tall * v**2) * scale, (0.672 - tall * v) * scale) for v in (0, 0.4, 0.75, 1.0)]
        pen.line(blade, fill=tone, width=4, joint="curve")


# --- a double helix in mist ----------------------------------------------------------------------------------------


def helix(width: int = 1800) -> None:
    """Two strands of beads and their rungs, sharp in the middle and lost in mist towards the back."""
    height = width * 9 // 16
    x, y = np.meshgrid(np.linspace(-1, 1, width, dtype=F), np.linspace(-0.5625, 0.5625, height, dtype=F))
    light = (
        0.26 + 0.46 * np.exp(-np.hypot(x + 0.35, y + 0.5) / 0.60) + 0.16 * (clouds(x * 1.6 + 5, y * 2.2, 6, 4) - 0.5)
    )
    back = light.copy()
    beads = []
    for k in np.arange(-30, 30, 0.1):
        turn, along = k * 2 * np.pi / 10.5 + 0.9, k * 0.32
        ends = [np.array([np.cos(turn + q), np.sin(turn + q)]) for q in (0.0, 2.45)]
        whole = abs(k - round(k)) < 0.04
        beads += [(along, end[0], end[1], 0.20 if whole else 0.13, 0.78) for end in ends]
        if whole:
            split = 0.42 if round(k) % 3 else 0.58
            for v in np.linspace(0.06, 0.94, 41):
                bead = ends[0] * (1 - v) + ends[1] * v
                beads.append((along, bead[0], bead[1], 0.085, 0.36 if v < split else 0.66))
    placed = []
    tilt, yaw = 0.36, 0.62
    for along, a, b, size, grey in beads:
        px, py, pz = along * np.cos(tilt) - a * np.sin(tilt), along * np.sin(tilt) + a * np.cos(tilt), b
        qx, qz = px * np.cos(yaw) - pz * np.sin(yaw), px * np.sin(yaw) + pz * np.cos(yaw)
        placed.append((qz + 7.4, qx + 0.2, 0.1 - py, size, grey))
    for z, px, py, size, grey in sorted(placed, reverse=True):
        if z < 2.4:
            continue
        k = 2.35 / z
        cx, cy, r = px * k, py * k, size * k
        blur = 0.0012 + 0.016 * abs(1 / 6.6 - 1 / z) * 6.6
        reach = r + 3 * blur
        if abs(cx) > 1 + reach or abs(cy) > 0.57 + reach:
            continue
        c0, c1 = (max(0, int((v + 1) / 2 * width)) for v in (cx - reach, cx + reach))
        r0, r1 = (max(0, int((v + 0.5625) / 2 * width)) for v in (cy - reach, cy + reach))
        cut = (slice(r0, min(height, r1 + 2)), slice(c0, min(width, c1 + 2)))
        u, v = (x[cut] - cx) / r, (y[cut] - cy) / r
        out = np.hypot(u, v)
        w = np.sqrt(np.clip(1 - out * out, 0, 1))
        key = np.clip(-0.55 * u - 0.62 * v + 0.56 * w, 0, 1)
        shine = np.clip(-0.42 * u - 0.46 * v + 0.78 * w, 0, 1) ** 42
        lift = 0.12 * np.clip(1 - w, 0, 1) ** 2
        tone = grey * (0.07 + 1.0 * key) + 0.42 * shine + lift
        mist = 1 - np.exp(-max(z - 5.6, 0) * 0.26)
        tone = tone * (1 - mist) + back[cut] * mist
        cover = smooth(1 + 1.5 * blur / r, 1 - 1.5 * blur / r, out)
        light[cut] = light[cut] * (1 - cover) + tone * cover
    veil = smooth(0.42, 0.75, clouds(x * 1.3 + 1.5, y * 2.6 + 3, 6, 77)) * smooth(-0.1, 0.9, x * 0.7 + y * 0.6 + 0.2)
    light = light * (1 - 0.34 * veil) + 0.70 * 0.34 * veil
    develop("helix", soften(light, 0.7), low=0.05, high=0.88, gamma=1.15)


PICTURES: dict[str, Callable[[], None]] = {"desk": desk, "hall": hall, "moor": moor, "helix": helix}
if __name__ == "__main__":
    for chosen in sys.argv[1:] or PICTURES:
        PICTURES[chosen]()
