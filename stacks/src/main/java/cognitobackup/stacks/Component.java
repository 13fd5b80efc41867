package cognitobackup.stacks;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A named part of a stack. */
abstract class Component extends ComponentResource {
    Component(String name) {
        super("cognito-backup:stacks:" + name, name);
    }

    /** Options of a resource that belongs to this part. */
    final CustomResourceOptions.Builder child() {
        return CustomResourceOptions.builder().parent(this);
    }

    /** The values of a map, once all of them are known. */
    static Output<Map<String, String>> known(Map<String, Output<String>> values) {
        var keys = List.copyOf(values.keySet());
        return Output.all(keys.stream().map(values::get).toList()).applyValue(resolved -> {
            var map = new LinkedHashMap<String, String>();
            for (int index = 0; index < keys.size(); index++) {
                map.put(keys.get(index), resolved.get(index));
            }
            return map;
        });
    }
}
