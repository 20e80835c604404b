package io.enrollment.criteria;

/**
 * How a clause compares a field with its operand. A comparison with an absent field is false, and every negative
 * operator is the exact complement of its positive one.
 */
public enum Operator {
    /** Equal. */
    EQ,
    /** Exact complement of {@link #EQ}. */
    NE,
    /** Less, or before. */
    LT,
    /** Less or equal. */
    LE,
    /** Greater, or after. */
    GT,
    /** Greater or equal. */
    GE,
    /** Equal to any element of the operand. */
    IN,
    /** Exact complement of {@link #IN}. */
    NOT_IN,
    /** A text that has the operand within it; a list that has any of the operands. */
    CONTAINS,
    /** Exact complement of {@link #CONTAINS}. */
    NOT_CONTAINS,
    /** A text that begins with the operand. */
    STARTS_WITH,
    /** A text that ends with the operand. */
    ENDS_WITH;

    /** The operator of which this is the complement, or itself. */
    public Operator positive() {
        return switch (this) {
            case NE -> EQ;
            case NOT_IN -> IN;
            case NOT_CONTAINS -> CONTAINS;
            default -> this;
        };
    }

    /** Whether this is an exact complement. */
    public boolean isNegative() {
        return positive() != this;
    }

    /** Whether this needs an order of its operands. */
    public boolean isOrder() {
        return this == LT || this == LE || this == GT || this == GE;
    }
}
