package handlers

import (
	"context"
	"time"

	"gongkai/ingest"
	"gongkai/models"
	"gongkai/views"
)

// readingTime is how long a document may take to be read again for its page; the longest known takes a second.
const readingTime = 30 * time.Second

// reading shows the text and tables of an archived document: "/originals/{sha256}/read". Only those of published reports are shown.
func reading(a *app, r *request) (maker, error) {
	return a.document(r, func(p views.ReadingPage) views.Page { return p })
}

// beside shows the same for the frame beside the figures of its report: "/originals/{sha256}/beside".
func beside(a *app, r *request) (maker, error) {
	return a.document(r, func(p views.ReadingPage) views.Page { return views.BesidePage{ReadingPage: p} })
}

// document makes the page of a document in one of its forms.
func (a *app) document(r *request, as func(views.ReadingPage) views.Page) (maker, error) {
	sha256, download := r.params["sha256"], "/originals/"+r.params["sha256"]
	return func(ctx context.Context) (content, error) {
		ctx, cancel := context.WithTimeout(ctx, readingTime)
		defer cancel()
		in := views.Reading{Download: download}
		var err error
		if in.Source, err = a.store.PublishedSource(ctx, sha256); err != nil {
			return content{}, err
		}
		if in.Report, err = a.store.SourceReport(ctx, sha256); err != nil {
			return content{}, err
		}
		in.Agency, _ = r.world.agency(in.Report.AgencyID)
		err = a.readAgain(ctx, &in)
		switch models.ErrorCode(err) {
		case "":
		case models.EINTERNAL:
			return content{}, err
		default: // it could be read once, or its figures were typed in by hand
			in.Unreadable = views.ErrorText(r.lang, err)
		}
		return content{page: as(views.NewReadingPage(r.frame, in))}, nil
	}, nil
}

// readAgain reads the document of a page. One is read at a time: a PDF takes a processor for a while, and what is made for an address
// with mistakes in it is not kept.
func (a *app) readAgain(ctx context.Context, in *views.Reading) (err error) {
	select {
	case a.desk <- struct{}{}:
		defer func() { <-a.desk }()
	case <-ctx.Done():
		return ctx.Err()
	}
	in.Document, _, err = ingest.Document(ctx, in.Source.Name, in.Source.Data)
	return err
}
