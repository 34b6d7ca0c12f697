package io.spirt.emulator.aws;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads answers of the query protocol. */
final class Xml {
  private final Element element;

  private Xml(Element element) {
    this.element = element;
  }

  static Xml parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Xml(
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text)))
              .getDocumentElement());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalArgumentException("not the XML of an answer: " + text, e);
    }
  }

  /** Elements below this one, at any depth along these names, of which the first may lie deeper. */
  List<Xml> all(String... names) {
    List<Xml> found = List.of(this);
    for (String name : names) {
      List<Xml> below = new ArrayList<>();
      for (Xml xml : found) {
        xml.collect(name, below);
      }
      found = below;
    }
    return found;
  }

  /** Text of the child of that name. */
  Optional<String> text(String name) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element found && found.getTagName().equals(name)) {
        return Optional.of(found.getTextContent());
      }
    }
    return Optional.empty();
  }

  private void collect(String name, List<Xml> into) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element found) {
        Xml xml = new Xml(found);
        if (found.getTagName().equals(name)) {
          into.add(xml);
        } else {
          xml.collect(name, into);
        }
      }
    }
  }
}
