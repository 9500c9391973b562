"""Fitting a multinomial logistic regression, from nothing or from a model that is already good; scipy alone."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

MOST_STEPS = 60


def softmax(logits: np.ndarray) -> np.ndarray:
    """Logits as chances.

    >>> softmax(np.array([[0.0, 0.0]])).tolist()
    [[0.5, 0.5]]
    """
    if not len(logits):
        return np.zeros(logits.shape)
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def balanced(labels: np.ndarray, n_classes: int) -> np.ndarray:
    """A weight per row that gives every class the same total."""
    counts = np.bincount(labels, minlength=n_classes)
    return (len(labels) / (np.count_nonzero(counts) * np.maximum(counts, 1)))[labels]


def fit_softmax(
    rows: csr_array, labels: np.ndarray, row_weights: np.ndarray, *, strength: float, start: np.ndarray, intercepts: np.ndarray, given: np.ndarray | float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (classes x columns) and intercepts that fit the labels best and stay near ``start``.

    Minimises the weighted cross-entropy plus ``|weights - start|^2 / (2 strength)``; with zeros as start this is ordinary ridge
    logistic regression, with a model as start it is that model corrected by the new rows. ``given`` logits are added and stay as they are.
    """
    used = np.unique(rows.indices)
    part, turned = rows[:, used].tocsr(), rows[:, used].T.tocsr()
    n_classes = len(start)
    wanted = np.zeros((len(labels), n_classes))
    wanted[np.arange(len(labels)), labels] = 1
    base = part @ start[:, used].T + intercepts + given

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        change = flat[n_classes:].reshape(len(used), n_classes)
        logits = base + part @ change + flat[:n_classes]
        top = logits.max(axis=1, keepdims=True)
        raised = np.exp(logits - top)
        total = raised.sum(axis=1, keepdims=True)
        loss = row_weights @ (np.log(total) + top - (logits * wanted).sum(axis=1, keepdims=True)).ravel()
        slope = row_weights[:, None] * (raised / total - wanted)
        return loss + (change * change).sum() / (2 * strength), np.concatenate([slope.sum(axis=0), (turned @ slope + change / strength).ravel()])

    found = minimize(cost, np.zeros(n_classes * (len(used) + 1)), jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS, "ftol": 1e-7})
    weights = start.copy()
    weights[:, used] += found.x[n_classes:].reshape(len(used), n_classes).T
    return weights, intercepts + found.x[:n_classes]


def blend(parts: list[np.ndarray], labels: np.ndarray, row_weights: np.ndarray, *, start: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One factor per table of logits and one shift per class that make their sum fit the labels best; factors stay near ``start``."""
    places, n = np.arange(len(labels)), len(parts)

    def cost(guess: np.ndarray) -> float:
        logits = sum(factor * part for factor, part in zip(guess, parts, strict=False)) + guess[n:]
        top = logits.max(axis=1)
        loss = np.log(np.exp(logits - top[:, None]).sum(axis=1)) + top - logits[places, labels]
        return row_weights @ loss + ((guess[:n] - start) ** 2).sum() / 2 + (guess[n:] ** 2).sum() / 10

    found = minimize(cost, np.concatenate([start, np.zeros(parts[0].shape[1])]), method="L-BFGS-B").x
    return found[:n], found[n:]
