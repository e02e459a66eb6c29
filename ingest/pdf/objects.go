package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// objects reads what is drawn on a page besides its text.
func (f *file) objects(p *page, ref requests.Page, b *budget) error {
	n, err := f.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return f.fail("count objects", err)
	}
	if err := spend(&b.objects, max(0, n.Count)); err != nil {
		return err
	}
	d := drawing{file: f, page: p, budget: b}
	for i := range max(0, n.Count) {
		o, err := f.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			return f.fail("read object", err)
		}
		if err := d.object(o.PageObject, identity, 0); err != nil {
			return err
		}
	}
	return nil
}

// drawing reads the objects of a page.
type drawing struct {
	*file
	page   *page
	budget *budget
}

// maxForms is how deep forms may hold forms.
const maxForms = 12

func (d *drawing) object(o references.FPDF_PAGEOBJECT, outer matrix, depth int) error {
	if d.ctx.Err() != nil {
		return d.ctx.Err()
	}
	t, err := d.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return d.fail("object type", err)
	}
	switch t.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		return d.path(o, outer)
	case enums.FPDF_PAGEOBJ_IMAGE, enums.FPDF_PAGEOBJ_SHADING:
		m, err := d.matrix(o, outer)
		if err != nil {
			return err
		}
		d.page.images += math.Abs(m.a*m.d - m.b*m.c)
	case enums.FPDF_PAGEOBJ_TEXT:
		mode, err := d.in.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o})
		if err == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
			d.page.hidden = true
		}
		if outer != identity && !d.page.strayed {
			d.page.strayed = d.replaced(o)
		}
	case enums.FPDF_PAGEOBJ_FORM:
		return d.form(o, outer, depth)
	}
	return d.ctx.Err()
}

// replaced reports whether the file states other words for a text. Those the engine places as if nothing moved the form that holds the text.
func (d *drawing) replaced(o references.FPDF_PAGEOBJECT) bool {
	marks, err := d.in.FPDFPageObj_CountMarks(&requests.FPDFPageObj_CountMarks{PageObject: o})
	if err != nil {
		return false
	}
	for i := range min(max(0, marks.Count), maxMarks) {
		mark, err := d.in.FPDFPageObj_GetMark(&requests.FPDFPageObj_GetMark{PageObject: o, Index: uint64(i)})
		if err != nil {
			return false
		}
		params, err := d.in.FPDFPageObjMark_CountParams(&requests.FPDFPageObjMark_CountParams{PageObjectMark: mark.Mark})
		if err != nil {
			continue
		}
		for n := range min(max(0, params.Count), maxMarks) {
			key, err := d.in.FPDFPageObjMark_GetParamKey(&requests.FPDFPageObjMark_GetParamKey{PageObjectMark: mark.Mark, Index: uint64(n)})
			if err == nil && key.Key == "ActualText" {
				return true
			}
		}
	}
	return false
}

// maxMarks is how many marks of a text, and entries of a mark, are looked at; there are one or two.
const maxMarks = 16

// matrix returns an object's transformation within that of the form that holds it.
func (d *drawing) matrix(o references.FPDF_PAGEOBJECT, outer matrix) (matrix, error) {
	m, err := d.in.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		if d.ctx.Err() != nil {
			return identity, d.ctx.Err()
		}
		return outer, nil // an object without one
	}
	return matrixOf(m.Matrix).within(outer), nil
}

func (d *drawing) form(o references.FPDF_PAGEOBJECT, outer matrix, depth int) error {
	if depth >= maxForms {
		return errTooComplex
	}
	m, err := d.matrix(o, outer)
	if err != nil {
		return err
	}
	n, err := d.in.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
	if err != nil {
		return d.fail("count a form's objects", err)
	}
	if err := spend(&d.budget.objects, max(0, int(n.Count))); err != nil {
		return err
	}
	for i := range max(0, int(n.Count)) {
		inner, err := d.in.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err != nil {
			return d.fail("read a form's object", err)
		}
		if err := d.object(inner.PageObject, m, depth+1); err != nil {
			return err
		}
	}
	return nil
}
