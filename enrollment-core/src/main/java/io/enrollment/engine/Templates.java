package io.enrollment.engine;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.enrollment.criteria.Fields;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.spi.MissingVariableException;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The default renderer: logic-less Mustache templates. An email template begins with {@code Subject: …} and a blank line.
 * Templates see the fields of the subject by name (built-in ones and attributes), {@code plan}, {@code organization},
 * {@code identification} and {@code unsubscribe}. A variable that the subject does not have fails the step; a section
 * ({@code {{#name}}…{{/name}}}) asks whether it is there. Thread-safe.
 */
public final class Templates implements MessageRenderer {

    private static final String SUBJECT = "Subject:";
    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).strictSections(false);

    private final Function<String, Optional<String>> source;
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();

    private Templates(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** Templates from anywhere: the text of a name, or empty when there is none. Asked once for each that exists. */
    public static Templates from(Function<String, Optional<String>> source) {
        return new Templates(source);
    }

    /** Templates by name. */
    public static Templates of(Map<String, String> texts) {
        Map<String, String> copy = Map.copyOf(texts);
        return new Templates(name -> Optional.ofNullable(copy.get(name)));
    }

    static Templates none() {
        return of(Map.of());
    }

    @Override
    public boolean exists(Step.Message step) {
        return template(step.message().template()).isPresent();
    }

    @Override
    public RenderedMessage render(Step.Message step, Subject subject, Plan plan, Organization organization) {
        String name = step.message().template();
        Template template = template(name).orElseThrow(() -> new IllegalStateException("there is no template " + name));
        String text = execute(name, template, new Context(subject, plan, organization));
        return step.channel() == ChannelKind.EMAIL
                ? email(text, organization)
                : new RenderedMessage(Optional.empty(), text.strip(), Map.of());
    }

    private static String execute(String name, Template template, Context context) {
        try {
            return template.execute(context);
        } catch (MustacheException.Context missing) {
            throw new MissingVariableException(name, missing.key);
        }
    }

    private static RenderedMessage email(String text, Organization organization) {
        int end = text.indexOf('\n');
        boolean titled = text.startsWith(SUBJECT) && end > 0;
        Optional<String> subjectLine =
                titled ? Optional.of(text.substring(SUBJECT.length(), end).strip()) : Optional.empty();
        Map<String, String> headers = new HashMap<>();
        organization.unsubscribe().ifPresent(uri -> headers.put("List-Unsubscribe", "<" + uri + ">"));
        return new RenderedMessage(subjectLine, titled ? text.substring(end + 1).stripLeading() : text, headers);
    }

    private Optional<Template> template(String name) {
        Template known = compiled.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Template> found = source.apply(name).map(COMPILER::compile);
        found.ifPresent(template -> compiled.put(name, template));
        return found;
    }

    /** What a template sees. */
    private record Context(Subject subject, Plan plan, Organization organization) implements Mustache.CustomContext {

        @Override
        public @org.jspecify.annotations.Nullable Object get(String name) {
            return switch (name) {
                case "plan" -> plan.name();
                case "organization" -> organization.name();
                case "identification" -> organization.identification().orElse(null);
                case "unsubscribe" -> organization.unsubscribe().orElse(null);
                case "displayName" -> subject.displayName();
                default -> Fields.of(subject, name).map(Object::toString).orElse(null);
            };
        }
    }
}
