package io.enrollment.plan;

import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing done for one enrollment. */
public sealed interface Step {

    /** The stable key. */
    StepKey key();

    /** When, in which hours, and what follows. */
    StepSettings settings();

    /** The kind, as the JSON form and the log name it. */
    StepKind kind();

    /** A step that hands a message to a channel. */
    sealed interface Message extends Step permits Email, Text {
        /** What is sent and under which rules. */
        MessageSettings message();

        /** The channel. */
        ChannelKind channel();
    }

    /**
     * Sends an email.
     *
     * @param key the stable key
     * @param settings when, in which hours, and what follows
     * @param message what is sent and under which rules
     */
    record Email(StepKey key, StepSettings settings, MessageSettings message) implements Message {
        @Override
        public StepKind kind() {
            return StepKind.EMAIL;
        }

        @Override
        public ChannelKind channel() {
            return ChannelKind.EMAIL;
        }
    }

    /**
     * Sends a text message.
     *
     * @param key the stable key
     * @param settings when, in which hours, and what follows
     * @param message what is sent and under which rules
     */
    record Text(StepKey key, StepSettings settings, MessageSettings message) implements Message {
        @Override
        public StepKind kind() {
            return StepKind.TEXT;
        }

        @Override
        public ChannelKind channel() {
            return ChannelKind.TEXT;
        }
    }

    /** A step that a person carries out: it is assigned, stays open, and ends with a disposition. */
    sealed interface Personal extends Step permits Call, Task {
        /** The user or role who carries it out. */
        String assignee();

        /** How many times it is tried, at least 1. */
        int maxAttempts();

        /** The least time between two attempts. */
        Duration spacing();

        /** How long one attempt may stay open; empty for no limit. */
        Optional<Duration> dueWithin();

        /** Whether the step is skipped when an attempt stays open for longer than {@link #dueWithin()}. */
        boolean skipOverdue();
    }

    /**
     * A call that a person makes. It is assigned in the hours of its window and outside the recipient's quiet hours.
     *
     * @param key the stable key
     * @param settings when, in which hours, and what follows
     * @param assignee the user or role who makes it
     * @param script the name of the script to follow
     * @param maxAttempts how many times it is tried, at least 1
     * @param spacing the least time between two attempts
     * @param dueWithin how long one attempt may stay open; empty for no limit
     * @param skipOverdue whether the step is skipped when one stays open for longer
     */
    record Call(
            StepKey key,
            StepSettings settings,
            String assignee,
            Optional<String> script,
            int maxAttempts,
            Duration spacing,
            Optional<Duration> dueWithin,
            boolean skipOverdue)
            implements Personal {
        /** Validates the numbers. */
        public Call {
            Require.text("call assignee", assignee, 200);
            Require.that(maxAttempts >= 1 && maxAttempts <= 100, "call maxAttempts", maxAttempts, "be 1 to 100");
            Require.that(!spacing.isNegative(), "call spacing", spacing, "not be negative");
            dueWithin.ifPresent(d -> Require.that(!d.isNegative() && !d.isZero(), "call dueWithin", d, "be positive"));
        }

        /** A call that may stay open for as long as it takes. */
        public Call(
                StepKey key,
                StepSettings settings,
                String assignee,
                Optional<String> script,
                int maxAttempts,
                Duration spacing) {
            this(key, settings, assignee, script, maxAttempts, spacing, Optional.empty(), false);
        }

        @Override
        public StepKind kind() {
            return StepKind.CALL;
        }
    }

    /**
     * A task that a person does.
     *
     * @param key the stable key
     * @param settings when, in which hours, and what follows
     * @param assignee the user or role who does it
     * @param title what is to be done
     * @param dueWithin how long it may take; empty for no limit
     * @param skipOverdue whether it is skipped when it takes longer
     */
    record Task(
            StepKey key,
            StepSettings settings,
            String assignee,
            String title,
            Optional<Duration> dueWithin,
            boolean skipOverdue)
            implements Personal {
        /** Validates the texts. */
        public Task {
            Require.text("task assignee", assignee, 200);
            Require.text("task title", title, 500);
            dueWithin.ifPresent(d -> Require.that(!d.isNegative() && !d.isZero(), "task dueWithin", d, "be positive"));
        }

        /** A task that stays open until it is done. */
        public Task(StepKey key, StepSettings settings, String assignee, String title, Optional<Duration> dueWithin) {
            this(key, settings, assignee, title, dueWithin, false);
        }

        @Override
        public int maxAttempts() {
            return 1;
        }

        @Override
        public Duration spacing() {
            return Duration.ZERO;
        }

        @Override
        public StepKind kind() {
            return StepKind.TASK;
        }
    }

    /**
     * The host's own code.
     *
     * @param key the stable key
     * @param settings when, in which hours, and what follows
     * @param action the name under which the host registered it
     * @param parameters what it is given
     */
    record Action(StepKey key, StepSettings settings, String action, Map<String, String> parameters) implements Step {
        /** Validates the name and copies the map. */
        public Action {
            Require.text("action name", action, 200);
            parameters = Map.copyOf(parameters);
        }

        @Override
        public StepKind kind() {
            return StepKind.ACTION;
        }
    }

    /**
     * A wait.
     *
     * @param key the stable key
     * @param settings the zone, and what follows
     * @param until what it waits for
     */
    record Wait(StepKey key, StepSettings settings, WaitFor until) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.WAIT;
        }
    }

    /**
     * A branch: the first arm whose condition holds is taken.
     *
     * @param key the stable key
     * @param settings when it is decided
     * @param arms in the order in which they are tried, at least one
     * @param otherwise where to go when no arm's condition holds; mandatory when published
     */
    record Branch(StepKey key, StepSettings settings, List<Arm> arms, Optional<StepKey> otherwise) implements Step {
        /** Copies the list; refuses an empty one. */
        public Branch {
            arms = List.copyOf(arms);
            Require.notEmpty("branch arms", arms);
        }

        @Override
        public StepKind kind() {
            return StepKind.BRANCH;
        }
    }

    /**
     * One way out of a branch.
     *
     * @param when the condition
     * @param goTo the step to go on with
     */
    record Arm(Condition when, StepKey goTo) {}

    /**
     * A split by a deterministic hash of subject, plan and step.
     *
     * @param key the stable key
     * @param settings when it is decided
     * @param shares the ways out with their weights, at least two
     */
    record Split(StepKey key, StepSettings settings, List<Share> shares) implements Step {
        /** Copies the list; refuses fewer than two shares. */
        public Split {
            shares = List.copyOf(shares);
            Require.that(shares.size() >= 2, "split shares", shares.size(), "be at least 2");
        }

        @Override
        public StepKind kind() {
            return StepKind.SPLIT;
        }
    }

    /**
     * One way out of a split.
     *
     * @param name what reports call it
     * @param weight its part of the sum of all weights, 1 to 1,000,000
     * @param goTo the step to go on with
     */
    record Share(String name, int weight, StepKey goTo) {
        /** Validates name and weight. */
        public Share {
            Require.text("share name", name, 100);
            Require.that(weight >= 1 && weight <= 1_000_000, "share weight", weight, "be 1 to 1000000");
        }
    }

    /**
     * A goal. Its condition is watched right before every hand-off, wherever the enrollment stands; when it holds, the
     * enrollment is completed early. Reached without holding, it is passed by.
     *
     * @param key the stable key
     * @param settings when it is looked at, once reached
     * @param when the condition
     */
    record Goal(StepKey key, StepSettings settings, Condition when) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.GOAL;
        }
    }

    /**
     * Enrolls the subject in another plan.
     *
     * @param key the stable key
     * @param settings when
     * @param plan the other plan
     */
    record EnrollIn(StepKey key, StepSettings settings, PlanId plan) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.ENROLL_IN;
        }
    }

    /**
     * The end of the way. With a condition it is an exit rule as well: watched right before every hand-off, and passed by
     * when it is reached without holding.
     *
     * @param key the stable key
     * @param settings when
     * @param when the condition; empty to end always
     */
    record Exit(StepKey key, StepSettings settings, Optional<Condition> when) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.EXIT;
        }
    }
}
