"""The fields of a PDF's form (ISO 32000-1, 12.7), as someone filled them in; empty ones say nothing."""

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.readers.pdf.annotations import Annotation, Put, string
from ingest.readers.pdf.fragments import View
from ingest.readers.tidy import one_line, tidy

FIELD = "Form field"
TEXTS = {c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX}
BUTTONS = {c.FPDF_FORMFIELD_CHECKBOX, c.FPDF_FORMFIELD_RADIOBUTTON}
PASSWORD = 1 << 13  # field flags of a text field: its value is not for reading
MOST_OPTIONS = 500
_OFF = {"", "off"}


def fields_of(annotation: Annotation, form: pdfium.PdfFormEnv | None, view: View) -> list[Put]:
    """A widget's value: one entry a paragraph, one for a box that is ticked; none if it is empty."""
    box, unseen = annotation.box(view), annotation.unseen
    if form is None:  # no form owns it, and its value stands on the page all the same
        value, name, kind = annotation.says("V"), annotation.says("T"), c.FPDF_FORMFIELD_TEXTFIELD
        if annotation.says("AS") or not value:
            return []
    else:
        kind = c.FPDFAnnot_GetFormFieldType(form.raw, annotation.raw)
        name = _name(annotation, form)
        if kind in BUTTONS:
            ticked = c.FPDFAnnot_IsChecked(form.raw, annotation.raw)
            if not ticked:
                return []
            if kind == c.FPDF_FORMFIELD_RADIOBUTTON:  # its name is that of all the buttons it is chosen from
                name = ": ".join(filter(None, [name, _choice(annotation, form)]))
            return [Put("field", FIELD, "ticked", box, name, ticked=True, unseen=unseen)]
        if kind == c.FPDF_FORMFIELD_SIGNATURE:
            return []
        if kind == c.FPDF_FORMFIELD_TEXTFIELD and (
            c.FPDFAnnot_GetFormFieldFlags(form.raw, annotation.raw) & PASSWORD
        ):
            return []
        value = _value(annotation, form, kind)
    paragraphs = [one_line(part) for part in tidy(value).splitlines()]
    return [Put("field", FIELD, text, box, name, unseen=unseen) for text in paragraphs if text]


def _name(annotation: Annotation, form: pdfium.PdfFormEnv) -> str:
    """What the form's maker calls the field for a person, else for the program."""
    told = string(c.FPDFAnnot_GetFormFieldAlternateName, form.raw, annotation.raw)
    return one_line(told) or one_line(string(c.FPDFAnnot_GetFormFieldName, form.raw, annotation.raw))


def _choice(annotation: Annotation, form: pdfium.PdfFormEnv) -> str:
    """What a button stands for, where its maker gave it words: "Requires improvement", not "1"."""
    told = one_line(string(c.FPDFAnnot_GetFormFieldExportValue, form.raw, annotation.raw))
    return told if any(x.isalpha() for x in told) and told.casefold() not in {"on", *_OFF} else ""


def _value(annotation: Annotation, form: pdfium.PdfFormEnv, kind: int) -> str:
    """A text, or what is chosen of a list, as the form shows it rather than as it stores it."""
    if kind in (c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX):
        count = min(max(0, c.FPDFAnnot_GetOptionCount(form.raw, annotation.raw)), MOST_OPTIONS)
        chosen = [
            string(c.FPDFAnnot_GetOptionLabel, form.raw, annotation.raw, i)
            for i in range(count)
            if c.FPDFAnnot_IsOptionSelected(form.raw, annotation.raw, i)
        ]
        if chosen:
            return "; ".join(filter(None, map(one_line, chosen)))
    value = string(c.FPDFAnnot_GetFormFieldValue, form.raw, annotation.raw)
    if kind not in TEXTS and value.casefold() in _OFF:
        return ""
    return value if kind in TEXTS else ""
