package cognitobackup.drill.cost;

import java.util.ArrayList;
import java.util.List;

/** Lines of a bill, being written down. */
final class Bill {
    private final List<Line> lines = new ArrayList<>();
    private String group = "";

    /** What is added from now on belongs to this. */
    Bill under(String title) {
        this.group = title;
        return this;
    }

    Bill add(String item, Price price, double primary, double secondary) {
        lines.add(new Line(group, item, price, primary, secondary));
        return this;
    }

    Bill add(String item, Price price, Counted what, Usage primary, Usage secondary) {
        return add(item, price, primary.of(what), secondary.of(what));
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }
}
