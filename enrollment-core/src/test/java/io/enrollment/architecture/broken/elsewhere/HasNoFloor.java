package io.enrollment.architecture.broken.elsewhere;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class HasNoFloor {}
