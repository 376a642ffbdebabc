package io.privyseal.endpoint;

import io.privyseal.platform.LikePattern;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of a list and its count, and their parameters. */
final class Criteria {
    private final StringBuilder where;
    private final Map<String, Object> parameters = new HashMap<>();

    private Criteria(String first) {
        this.where = new StringBuilder(first);
    }

    static Criteria where(String condition, String parameter, Object value) {
        Criteria criteria = new Criteria(condition);
        criteria.parameters.put(parameter, value);
        return criteria;
    }

    Criteria and(String condition) {
        where.append(" and ").append(condition);
        return this;
    }

    Criteria and(String condition, String parameter, Object value) {
        parameters.put(parameter, value);
        return and(condition);
    }

    /** A parameter of a condition that has several. */
    void set(String parameter, Object value) {
        parameters.put(parameter, value);
    }

    /** Adds nothing where there is no value. */
    Criteria andIfSet(String condition, String parameter, @Nullable Object value) {
        return value == null ? this : and(condition, parameter, value);
    }

    /** That a column in lower case contains the text; adds nothing where there is none. */
    Criteria andContains(String column, String parameter, @Nullable String text) {
        return text == null
                ? this
                : and(column + " like :" + parameter + " escape '!'", parameter, LikePattern.containing(text));
    }

    String where() {
        return where.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
