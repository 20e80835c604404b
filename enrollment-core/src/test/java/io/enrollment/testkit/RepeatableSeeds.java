package io.enrollment.testkit;

import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every jqwik property that names no seed of its own the same one in each build, so that a build of unchanged code
 * comes to what it came to before, and what fails fails for everybody. The system property {@code laws.seed} is another
 * seed, or {@code random} for a new one in each run, which is how new counterexamples are looked for.
 *
 * <p>Applies where it is named in {@code META-INF/services/net.jqwik.api.lifecycle.LifecycleHook}; the testkit does not name
 * it for its hosts. Thread-safe: without state.
 */
public final class RepeatableSeeds implements AroundPropertyHook {

    private static final String FIXED = "20261123";

    private static final String RANDOM = "random";

    /** For the service loader. */
    public RepeatableSeeds() {}

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        seed(System.getProperty("laws.seed", FIXED), context.attributes());
        return property.execute();
    }

    private static void seed(String wanted, PropertyAttributes attributes) {
        Optional<String> own = attributes.seed().filter(seed -> !seed.isBlank());
        if (own.isEmpty() && !wanted.equals(RANDOM)) {
            attributes.setSeed(checked(wanted));
        }
    }

    private static String checked(String seed) {
        try {
            return String.valueOf(Long.parseLong(seed));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("laws.seed " + seed + ": must be a whole number or " + RANDOM, e);
        }
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
