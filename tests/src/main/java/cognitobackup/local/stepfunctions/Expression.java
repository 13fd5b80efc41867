package cognitobackup.local.stepfunctions;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** One JSONata expression of a definition: what stands between <code>{%</code> and <code>%}</code>. */
final class Expression {
    private final String source;
    private final Jsonata jsonata;

    private Expression(String source, Jsonata jsonata) {
        this.source = source;
        this.jsonata = jsonata;
    }

    /** Whether a string of a definition is meant as an expression. */
    static boolean isExpression(String text) {
        return text.startsWith("{%");
    }

    /** @throws InvalidExpression if Step Functions would refuse the definition for it */
    static Expression parse(String text, boolean inCatch) throws InvalidExpression {
        if (!text.endsWith("%}") || text.length() < 4) {
            throw new InvalidExpression(
                    "INVALID_JSONATA_EXPRESSION", "An expression that begins with {% ends with %}.");
        }
        String source = text.substring(2, text.length() - 2).strip();
        Jsonata jsonata = compile(source);
        try {
            ExpressionCheck.check(jsonata, inCatch);
        } catch (IllegalArgumentException e) {
            throw new InvalidExpression("UNSUPPORTED_JSONATA_EXPRESSION", e.getMessage());
        }
        return new Expression(source, jsonata);
    }

    private static Jsonata compile(String source) throws InvalidExpression {
        try {
            Jsonata jsonata = Jsonata.jsonata(source);
            // So that a result of null can be told from none.
            jsonata.setOutputConvertNulls(false);
            jsonata.setValidateInput(false);
            return jsonata;
        } catch (RuntimeException e) {
            throw new InvalidExpression("INVALID_JSONATA_EXPRESSION", e.getMessage());
        }
    }

    /**
     * @param field where in the state the expression stands, such as {@code Output/users[0]}
     * @throws StateFailure if it throws, or gives nothing or what JSON cannot say
     */
    JsonNode evaluate(Evaluation evaluation, String field) {
        Object result;
        try {
            result = evaluate(evaluation);
        } catch (RuntimeException | StackOverflowError e) {
            throw failure(evaluation, field, "threw an error during evaluation. " + e.getMessage());
        }
        if (result == null) {
            throw failure(evaluation, field, "returned nothing (undefined).");
        }
        try {
            return JsonataValues.toJson(result);
        } catch (IllegalArgumentException e) {
            throw failure(evaluation, field, "returned " + e.getMessage() + ".");
        }
    }

    private Object evaluate(Evaluation evaluation) {
        Jsonata.Frame frame = jsonata.createFrame();
        frame.setRuntimeBounds(Limits.EXPRESSION_MILLISECONDS, Limits.EXPRESSION_DEPTH);
        OwnFunctions.ALL.forEach(frame::bind);
        evaluation.bindings().forEach(frame::bind);
        return jsonata.evaluate(null, frame);
    }

    /** A result that is JSON, but not what the field takes. */
    StateFailure unexpected(Evaluation evaluation, String field, String expected, JsonNode actual) {
        return failure(
                evaluation,
                field,
                "returned an unexpected result type. Expected '" + expected + "', but was '"
                        + actual.getNodeType().name().toLowerCase(Locale.ROOT) + "'.");
    }

    private StateFailure failure(Evaluation evaluation, String field, String what) {
        return evaluation.failure(
                "The JSONata expression '" + source + "' specified for the field '" + field + "' " + what, field);
    }

    /** An expression for which a definition is refused. */
    static final class InvalidExpression extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        InvalidExpression(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}
