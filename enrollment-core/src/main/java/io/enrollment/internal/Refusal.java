package io.enrollment.internal;

import java.io.Serial;

/**
 * The refusal of a value, with its rule apart, so that a reader of documents can tell it with the place in the document.
 *
 * <p>Internal: not part of the API, which promises an {@link IllegalArgumentException}.
 */
public final class Refusal extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String rule;

    Refusal(String field, Object value, String rule) {
        super(field + ": " + Require.shown(value) + " is refused: must " + rule);
        this.rule = rule;
    }

    /** What completes the sentence “must …”. */
    public String rule() {
        return rule;
    }
}
