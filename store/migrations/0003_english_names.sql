-- +goose Up
ALTER TABLE agencies ADD COLUMN name_en TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE agencies DROP COLUMN name_en;
