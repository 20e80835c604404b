package io.enrollment.engine;

import io.enrollment.enrollment.TextWord;
import java.util.List;
import java.util.Optional;

/**
 * What came of an event from outside.
 *
 * @param results what it did to each enrollment that it concerns; one that was told before, or that the event means nothing
 *     to, is not changed
 * @param word what the words of a text say; the host answers STOP and HELP, whatever the subscription
 */
public record InboundResult(List<CommandResult> results, Optional<TextWord> word) {
    /** Copies the list. */
    public InboundResult {
        results = List.copyOf(results);
    }

    /** Whether any enrollment was changed by it. */
    public boolean changed() {
        return results.stream().anyMatch(CommandResult::changed);
    }
}
