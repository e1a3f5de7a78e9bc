"""How colours look to people who see them differently, how far they are apart, and how they stand out."""

import numpy as np
from PySide6.QtGui import QColor

from mfdesk.ratings.arrays import Floats

VISIONS: dict[str, Floats] = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""How linear red, green and blue are seen (Machado, Oliveira and Fernandes 2009, severity 1)."""

TO_XYZ: Floats = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE: Floats = np.array([0.95047, 1.0, 1.08883])
"""D65."""


def linear(colour: str) -> Floats:
    """Red, green and blue as light, 0 to 1."""
    parts = np.array(QColor(colour).getRgbF()[:3])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: Floats) -> Floats:
    """CIE Lab of linear red, green and blue."""
    x, y, z = np.clip(light, 0, 1) @ TO_XYZ.T / WHITE
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def seen(colour: str, vision: str) -> Floats:
    """CIE Lab of a colour as this kind of vision sees it."""
    return lab(VISIONS[vision] @ linear(colour))


def distance(one: str, two: str, vision: str) -> float:
    """Delta E of 1976; 2.3 is just noticeable."""
    return float(np.linalg.norm(seen(one, vision) - seen(two, vision)))


def contrast(one: str, two: str) -> float:
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, two))
    return (high + 0.05) / (low + 0.05)
