package io.enrollment.examples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 1 to 999,999,999. */
final class AtLeastOne implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String value) {
        if (value.matches("0*[1-9][0-9]{0,8}")) {
            return Integer.valueOf(value);
        }
        throw new TypeConversionException("\"" + value + "\" must be a whole number from 1 to 999999999");
    }
}
