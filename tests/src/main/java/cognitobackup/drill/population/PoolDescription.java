package cognitobackup.drill.population;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Descriptions of pools, in the member names of DescribeUserPool. */
final class PoolDescription {
    private PoolDescription() {}

    /** A pool whose users choose a username, with these attributes ({@code custom:…}) of type String beside Cognito's own. */
    static ObjectNode withUsernames(String name, Collection<String> customAttributes) {
        ObjectNode pool = JsonNodeFactory.instance.objectNode();
        pool.put("Name", name);
        pool.putObject("UsernameConfiguration").put("CaseSensitive", true);
        ArrayNode schema = pool.putArray("SchemaAttributes");
        customAttributes.forEach(attribute -> schema.add(customAttribute(attribute, "String")));
        return pool;
    }

    /** @param type {@code String}, {@code Number}, {@code DateTime} or {@code Boolean} */
    static ObjectNode customAttribute(String name, String type) {
        ObjectNode attribute = JsonNodeFactory.instance.objectNode();
        attribute.put("Name", name);
        attribute.put("AttributeDataType", type);
        attribute.put("DeveloperOnlyAttribute", false);
        attribute.put("Mutable", true);
        attribute.put("Required", false);
        if (type.equals("String")) {
            attribute
                    .putObject("StringAttributeConstraints")
                    .put("MinLength", "0")
                    .put("MaxLength", "2048");
        } else if (type.equals("Number")) {
            attribute.putObject("NumberAttributeConstraints");
        }
        return attribute;
    }
}
