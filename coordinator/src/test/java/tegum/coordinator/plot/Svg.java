package tegum.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What tests read in an SVG.
final class Svg {
    private Svg() {}

    static Document parse(Drawing drawing) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(PictureFile.svg(drawing)));
        } catch (Exception e) {
            throw new AssertionError("not an SVG", e);
        }
    }

    static List<String> texts(Drawing drawing) {
        NodeList nodes = parse(drawing).getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            texts.add(nodes.item(index).getTextContent());
        }
        return texts;
    }

    /// The SVG without its embedded pixels, whose encoding may spell anything.
    static String withoutImages(Drawing drawing) {
        return new String(PictureFile.svg(drawing), StandardCharsets.UTF_8).replaceAll("base64,[^'\"]*", "");
    }

    static void assertTextStaysInside(Drawing drawing) {
        Document svg = parse(drawing);
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        NodeList nodes = svg.getElementsByTagName("text");
        for (int index = 0; index < nodes.getLength(); index++) {
            Element text = (Element) nodes.item(index);
            if (((Element) text.getParentNode()).hasAttribute("transform")) {
                continue; // turned text, along the vertical axis
            }
            double start = Double.parseDouble(text.getAttribute("x"));
            assertThat(start).as(text.getTextContent()).isNotNegative();
            assertThat(start + textWidth(text)).as(text.getTextContent()).isLessThan(width);
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, height);
        }
    }

    private static double textWidth(Element text) {
        String style = text.getAttribute("style");
        String size = style.replaceAll(".*font-size: ([0-9.]+)px.*", "$1");
        int weight = style.contains("bold") ? Font.BOLD : Font.PLAIN;
        return Lettering.width(
                text.getTextContent(), new Font(Font.SANS_SERIF, weight, 1).deriveFont(Float.parseFloat(size)));
    }
}
