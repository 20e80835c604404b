package io.enrollment.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * As much of a list, from its beginning, as fits into one transaction.
 *
 * <p>Internal: not part of the API.
 *
 * @param chosen those of the passed ones that were wanted
 * @param passed how many of the list were looked at; at least 1 of a list that is not empty
 */
public record Portion<T>(List<T> chosen, int passed) {

    /** Copies the list. */
    public Portion {
        chosen = List.copyOf(chosen);
    }

    /** Passes the list until the wanted ones are together larger than the limit; the first of them is chosen in any case. */
    public static <T> Portion<T> of(List<T> list, Predicate<T> wanted, ToLongFunction<T> size, long limit) {
        List<T> chosen = new ArrayList<>();
        long sum = 0;
        int passed = 0;
        for (T one : list) {
            if (wanted.test(one)) {
                sum += size.applyAsLong(one);
                if (sum > limit && !chosen.isEmpty()) {
                    return new Portion<>(chosen, passed);
                }
                chosen.add(one);
            }
            passed++;
        }
        return new Portion<>(chosen, passed);
    }
}
