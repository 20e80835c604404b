package io.enrollment.architecture.broken.memory;

import java.sql.Connection;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class KnowsADatabase {
    boolean same(Connection one, Connection other) {
        return one.equals(other);
    }
}
