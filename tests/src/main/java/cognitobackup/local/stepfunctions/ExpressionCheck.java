package cognitobackup.local.stepfunctions;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What an expression must not say, though the JSONata library would take it: what Step Functions' JSONata 2.0.6 does not
 * know, and what has no meaning where an expression has no context item.
 *
 * <p>The library hides its syntax tree, so it is read by reflection: a scanner of our own would have to know strings,
 * comments and regular expressions, and would still not know which names stand at the top level.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">JSONata in Step
 *     Functions</a>
 */
final class ExpressionCheck {
    private static final Map<String, Field> FIELDS = new ConcurrentHashMap<>();

    private final boolean inCatch;

    private ExpressionCheck(boolean inCatch) {
        this.inCatch = inCatch;
    }

    /**
     * @param inCatch whether the expression is a Catch's Output or Assign, the only place of {@code $states.errorOutput}
     * @throws IllegalArgumentException naming what is not supported
     */
    static void check(Jsonata expression, boolean inCatch) {
        new ExpressionCheck(inCatch).node(value(Jsonata.class, "ast", expression), true);
    }

    /** @param top whether the node is evaluated with the expression's own context, which does not exist */
    private void node(Object node, boolean top) {
        if (node == null) {
            return;
        }
        switch (String.valueOf(get(node, "type"))) {
            case "path" -> path(node, top);
            case "name" -> refuseAtTop(top, "'" + get(node, "value") + "'");
            case "wildcard", "descendant", "parent" -> refuseAtTop(top, "'" + get(node, "value") + "'");
            case "variable" -> variable(node, top);
            case "condition" -> condition(node, top);
            // The pattern and the update of a transform see what it is applied to.
            case "transform" -> parts(node, false, "pattern", "update", "delete");
            case "lambda" -> parts(node, top, "body");
            case "bind" -> parts(node, top, "rhs");
            default ->
                parts(node, top, "procedure", "arguments", "expressions", "expression", "lhs", "rhs", "lhsObject");
        }
        details(node);
    }

    private void path(Object path, boolean top) {
        List<?> steps = (List<?>) get(path, "steps");
        node(steps.get(0), top);
        steps.subList(1, steps.size()).forEach(step -> node(step, false));
        if (!inCatch && steps.size() > 1 && is(steps.get(0), "variable", "states")) {
            refuse(is(steps.get(1), "name", "errorOutput"), "Reference to '$states.errorOutput' outside of a Catch");
        }
    }

    private void variable(Object variable, boolean top) {
        String name = String.valueOf(get(variable, "value"));
        refuse(name.equals("$"), "Reference to '$$'");
        refuse(name.equals("eval"), "Function '$eval'");
        refuse(top && name.isEmpty(), "Reference to '$' at the top level");
    }

    /**
     * The library reads {@code a ?? b} and {@code a ?: b} as conditions: those are told by what no source can say, a
     * call of {@code $exists} from nowhere, and one text that is both the test and the answer.
     */
    private void condition(Object condition, boolean top) {
        Object test = get(condition, "condition");
        refuse(position(test) == position(get(condition, "then")), "Operator '?:'");
        Object procedure = get(test, "procedure");
        refuse(
                procedure != null && get(procedure, "id") == null && is(procedure, "variable", "exists"),
                "Operator '??'");
        parts(condition, top, "condition", "then", "_else");
    }

    /** Where in the text a node stands, or the first of its parts that knows; 0 if none does. */
    private static int position(Object part) {
        if (part instanceof Parser.Symbol && !get(part, "position").equals(0)) {
            return (int) get(part, "position");
        }
        Stream<?> parts = Stream.empty();
        if (part instanceof Parser.Symbol) {
            parts = Stream.of("steps", "lhs", "lhsObject", "procedure").map(field -> get(part, field));
        } else if (part instanceof List<?> list) {
            parts = list.stream();
        } else if (part instanceof Object[] pair) {
            parts = Arrays.stream(pair);
        }
        return parts.mapToInt(ExpressionCheck::position)
                .filter(position -> position != 0)
                .findFirst()
                .orElse(0);
    }

    /** Filters, groupings and sort terms of a step see the step's items. */
    private void details(Object node) {
        parts(node, false, "predicate", "stages", "expr", "group", "terms");
        Object group = get(node, "group");
        if (group != null) {
            parts(group, false, "lhsObject");
        }
    }

    private void parts(Object node, boolean top, String... fields) {
        for (String field : fields) {
            part(get(node, field), top);
        }
    }

    private void part(Object part, boolean top) {
        if (part instanceof Parser.Symbol) {
            node(part, top);
        } else if (part instanceof List<?> list) {
            list.forEach(element -> part(element, top));
        } else if (part instanceof Object[] pair) {
            for (Object element : pair) {
                part(element, top);
            }
        }
    }

    private static boolean is(Object node, String type, String value) {
        return type.equals(get(node, "type")) && value.equals(get(node, "value"));
    }

    private static void refuseAtTop(boolean top, String what) {
        refuse(top, "Reference to " + what + " at the top level");
    }

    private static void refuse(boolean unsupported, String what) {
        if (unsupported) {
            throw new IllegalArgumentException(what + " is not supported.");
        }
    }

    private static Object get(Object node, String field) {
        return value(Parser.Symbol.class, field, node);
    }

    private static Object value(Class<?> type, String name, Object object) {
        try {
            Field field = FIELDS.computeIfAbsent(type.getName() + "." + name, key -> accessible(type, name));
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field accessible(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("The JSONata library has changed: " + type + " has no " + name, e);
        }
    }
}
