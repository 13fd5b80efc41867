package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** JSON in a definition whose strings may be expressions. */
sealed interface Template {
    /**
     * Evaluates all expressions in it.
     *
     * @param field where in the state this stands
     * @throws StateFailure as its expressions
     */
    JsonNode evaluate(Evaluation evaluation, String field);

    record Literal(JsonNode value) implements Template {
        @Override
        public JsonNode evaluate(Evaluation evaluation, String field) {
            return value;
        }
    }

    record Computed(Expression expression) implements Template {
        @Override
        public JsonNode evaluate(Evaluation evaluation, String field) {
            return expression.evaluate(evaluation, field);
        }
    }

    record Members(Map<String, Template> members) implements Template {
        @Override
        public JsonNode evaluate(Evaluation evaluation, String field) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> object.set(name, member.evaluate(evaluation, field + "/" + name)));
            return object;
        }
    }

    record Elements(List<Template> elements) implements Template {
        @Override
        public JsonNode evaluate(Evaluation evaluation, String field) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < elements.size(); i++) {
                array.add(elements.get(i).evaluate(evaluation, field + "[" + i + "]"));
            }
            return array;
        }
    }
}
