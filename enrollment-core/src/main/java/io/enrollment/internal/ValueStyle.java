package io.enrollment.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * The one style of all generated values.
 *
 * <p>The generated class stays package-private: users see the interface and its nested {@code Builder}, never the
 * implementation. Collections are those of the JDK, copied and unmodifiable; builders have a singular adder for each
 * plural attribute; a {@code default} method is derived from the attributes, unless {@code @Value.Default} makes it one.
 */
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        jdkOnly = true,
        depluralize = true)
public @interface ValueStyle {}
