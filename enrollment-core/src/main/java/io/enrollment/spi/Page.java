package io.enrollment.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One page of a list.
 *
 * @param items the rows, in the order of the query
 * @param next the key to go on with; empty on the last page
 * @param <T> what the rows are
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }

    /** The same page with other rows. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), next);
    }

    /** The same page with only some of its rows; it may become empty and still have a next one. */
    public Page<T> where(Predicate<? super T> wanted) {
        return new Page<>(items.stream().filter(wanted).toList(), next);
    }
}
